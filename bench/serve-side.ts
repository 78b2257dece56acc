import { type BenchRow, type BenchSide, NotInstalled } from './bench-row.ts';
import { peakMb } from './peak-memory.ts';

/** What a side tells the runner. */
export type SideReport =
  | { readonly kind: 'open' }
  | { readonly kind: 'absent'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'ran';
      /** Millions of things a second, or the value that the side gave itself. */
      readonly value: number;
      readonly check: number | null;
      /** Peak resident memory of this process so far, MB. */
      readonly rssMb: number;
    };

function tell(report: SideReport): void {
  process.send?.(report);
}

function failed(error: unknown): void {
  if (error instanceof NotInstalled) {
    tell({ kind: 'absent', message: error.message });
    return;
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell({ kind: 'failed', message });
}

/**
 * Opens the side that the arguments of this process name (row, side, directory), then runs it once for every message;
 * what it measured goes back. The process ends when the channel to the runner does.
 */
export async function serveSide(row: BenchRow): Promise<void> {
  process.on('disconnect', () => process.exit(0));
  const [side = '', directory = ''] = process.argv.slice(3);
  try {
    const open = row.sides[side];
    if (open === undefined) throw new Error(`the row ${row.row} has no side ${side}`);
    const opened = await open();
    process.on('message', () => measure(opened, directory).then(tell, failed));
    tell({ kind: 'open' });
  } catch (error) {
    failed(error);
  }
}

async function measure(side: BenchSide, directory: string): Promise<SideReport> {
  globalThis.gc?.();
  const begin = process.cpuUsage();
  const measured = await side.run(directory);
  const { user, system } = process.cpuUsage(begin);
  // Processor time of all its threads: held on one core that is what a clock shows on an idle machine, and a busy
  // machine changes it little.
  const seconds = (user + system) / 1e6;
  const checked = typeof measured === 'number' ? { millions: measured } : measured;
  const value = 'value' in checked ? checked.value : checked.millions / seconds;
  const check = 'check' in checked ? (checked.check ?? null) : null;
  return { kind: 'ran', value, check, rssMb: peakMb() };
}
