import { type Page, UNLIMITED } from '../text/page.ts';
import { shownLines } from '../text/shown.ts';
import { wrapText } from '../text/wrap.ts';

/** Where a command writes: results to standard output, everything about the way there to standard error. */
export interface Terminal {
  /** What texts for people are laid out on. */
  readonly page: Page;
  /** Byte by byte: JSON, CSV, YAML. */
  out(text: string): void;
  /** To people, its lines within the page. */
  say(text: string): void;
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
  const page = pageOf(process.stdout, process.env);
  return {
    page,
    out: (text) => process.stdout.write(text),
    say: (text) => process.stdout.write(wrapText(shownLines(text), page.width)),
    note: (text) =>
      process.stderr.write(wrapText(shownLines(text), pageOf(process.stderr, process.env).width)),
    progress: (label) => (process.stderr.isTTY ? bar(label) : { show: () => {}, end: () => {} }),
  };
}

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const USUAL_WIDTH = 80;
const NARROWEST = 20;

/**
 * A terminal's own width; where it does not tell, COLUMNS, else 80. A pipe or a file has no width unless COLUMNS says
 * one, and no colours; neither has a terminal under NO_COLOR.
 */
export function pageOf({ isTTY = false, columns = 0 }: Screen, environment: NodeJS.ProcessEnv): Page {
  const wanted = /^[1-9]\d{0,3}$/.test(environment.COLUMNS ?? '') ? Number(environment.COLUMNS) : null;
  if (!isTTY) return { ...UNLIMITED, width: wanted === null ? null : Math.max(NARROWEST, wanted) };
  const { NO_COLOR = '', TERM = '' } = environment;
  return {
    width: Math.max(NARROWEST, columns > 0 ? columns : (wanted ?? USUAL_WIDTH)),
    isColoured: NO_COLOR === '' && TERM !== 'dumb',
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
