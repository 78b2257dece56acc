/** Processor time of the first delta of 90 days at 1 Hz that an instance answers, in one window. */
import { cpuSecondsOf } from '../../test/support/local-stack.ts';
import type { BenchRow, BenchSide } from '../bench-row.ts';
import { CHANNEL } from '../sets/ninety-days.ts';
import { prepareTwinHome, startTwinStack } from '../twin-home.ts';

const FUNCTION = 'api';
/** Some other question first, which starts the function and loads what answers it. */
const SHORT = 'from=2026-03-01T00:00:00Z&to=2026-03-01T06:00:00Z&channel=temperature2';

async function ours(): Promise<BenchSide> {
  return {
    async run(directory) {
      const { process, ask } = await startTwinStack(directory);
      try {
        await ask(SHORT);
        const before = cpuSecondsOf(process.pid, FUNCTION);
        await ask(`channel=${CHANNEL}&resolution=P100D`);
        return { value: cpuSecondsOf(process.pid, FUNCTION) - before };
      } finally {
        await process.stop();
      }
    },
  };
}

const row: BenchRow = {
  row: 'delta-ninety-days-summary',
  unit: 's',
  better: 'less',
  goal: { value: 1 },
  isOnce: true,
  note: 'processor time of the function of the API in the local stack, whose instance has read nothing of the range before',
  prepare: prepareTwinHome,
  sides: { ours },
};
export default row;
