/** R's own engines on the same batch of counts, where R is installed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { type BenchSide, NotInstalled } from './bench-row.ts';
import { writtenGenes } from './sets/genes.ts';

const SCRIPT = join(import.meta.dirname, 'genes.R');
/** Debian's packages. */
const PACKAGES = { limma: 'r-bioc-limma', DESeq2: 'r-bioc-deseq2' } as const;

const saidSchema = z.object({ seconds: z.number(), rssMb: z.number() });

/**
 * Seconds of processor time that R takes, by its own clock; its peak memory is said on standard error.
 *
 * @throws NotInstalled
 */
export async function rSide(
  engine: keyof typeof PACKAGES,
  genes: number,
  samples: number,
): Promise<BenchSide> {
  // Looked for, not loaded: loading takes longer than the work.
  const look = `quit(status = !nzchar(system.file(package = "${engine}")))`;
  if (spawnSync('Rscript', ['-e', look]).status !== 0)
    throw new NotInstalled(`${engine} of R`, `apt-get install ${PACKAGES[engine]}`);
  return {
    async run(directory) {
      const { stdout, stderr, status } = spawnSync(
        'Rscript',
        [SCRIPT, engine, writtenGenes(directory, genes, samples)],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(`${engine} of R ended with ${status}: ${stderr}`);
      const { seconds, rssMb } = saidSchema.parse(JSON.parse(stdout));
      console.error(`${engine} of R: ${seconds.toFixed(2)} s, ${rssMb.toFixed(0)} MB`);
      return { value: seconds };
    },
  };
}
