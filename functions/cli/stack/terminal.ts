/** Where a command writes: results to standard output, everything about the way there to standard error. */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
  /** A bar that appears once something has taken a second, where a person looks on. */
  progress(label: string): Progress;
}

export interface Progress {
  /** `share` from 0 to 1, or null where it cannot be known. */
  show(share: number | null, detail: string): void;
  end(): void;
}

const APPEARS_AFTER_MS = 1000;
const REDRAWN_AFTER_MS = 100;
const BAR = 30;

export function processTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(text),
    note: (text) => process.stderr.write(text),
    progress: (label) => (process.stderr.isTTY ? bar(label) : { show: () => {}, end: () => {} }),
  };
}

function bar(label: string): Progress {
  const begun = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    show: (share, detail) => {
      const now = performance.now();
      if (now - begun < APPEARS_AFTER_MS || now - drawn < REDRAWN_AFTER_MS) return;
      drawn = now;
      process.stderr.write(`\r\x1b[2K${label} ${barText(share)} ${detail}`.slice(0, process.stderr.columns));
    },
    end: () => {
      if (drawn > Number.NEGATIVE_INFINITY) process.stderr.write('\r\x1b[2K');
    },
  };
}

function barText(share: number | null): string {
  if (share === null) return '…';
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return `[${'█'.repeat(full)}${'·'.repeat(BAR - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}
