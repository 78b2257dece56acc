/**
 * One side of a row, in a process of its own: `node bench/side.ts <row> <side> <directory>`. Opens the side, then runs
 * it once for every message; what it measured goes back. Ends when the channel to the runner does.
 */
import { NotInstalled } from './bench-row.ts';
import { peakMb } from './peak-memory.ts';
import { rowNamed } from './row-named.ts';

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
      /** Peak resident memory of this process so far, MB, or of the one that did the work. */
      readonly rssMb: number;
    };

function tell(report: SideReport): void {
  process.send?.(report);
}

function failed(error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell({ kind: error instanceof NotInstalled ? 'absent' : 'failed', message });
}

process.on('disconnect', () => process.exit(0));
const [row = '', side = '', directory = ''] = process.argv.slice(2);
try {
  const open = (await rowNamed(row)).sides[side];
  if (open === undefined) throw new Error(`the row ${row} has no side ${side}`);
  const opened = await open();
  process.on('message', async () => {
    try {
      globalThis.gc?.();
      const begin = process.cpuUsage();
      const measured = await opened.run(directory);
      const { user, system } = process.cpuUsage(begin);
      // Processor time of all its threads: held on one core that is what a clock shows on an idle machine, and a busy
      // machine changes it little.
      const seconds = (user + system) / 1e6;
      const checked = typeof measured === 'number' ? { millions: measured } : measured;
      const value = 'value' in checked ? checked.value : checked.millions / seconds;
      const check = 'check' in checked ? (checked.check ?? null) : null;
      const rssMb = ('rssMb' in checked ? checked.rssMb : undefined) ?? peakMb();
      tell({ kind: 'ran', value, check, rssMb });
    } catch (error) {
      failed(error);
    }
  });
  tell({ kind: 'open' });
} catch (error) {
  failed(error);
}
