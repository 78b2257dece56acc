/** Assemblies that earlier local stacks of this checkout synthesized: one synthesis takes ten seconds of processor time. */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DRAFT = '.draft';

/**
 * Gives a home that has no assembly yet the newest kept one. The stack compares its name with the digest of the sources and
 * synthesizes anew where they differ.
 */
export function takeAssembly(home: string, kept: string): void {
  const cache = join(home, 'assembly');
  if (existsSync(cache) || !existsSync(kept)) return;
  const [newest] = readdirSync(kept)
    .filter((name) => !name.endsWith(DRAFT))
    .sort((a, b) => statSync(join(kept, b)).mtimeMs - statSync(join(kept, a)).mtimeMs);
  if (newest !== undefined) cpSync(join(kept, newest), join(cache, newest), { recursive: true });
}

/** Keeps the assembly of a home whose stack serves. */
export function keepAssembly(home: string, kept: string): void {
  for (const name of readdirSync(join(home, 'assembly'))) {
    if (existsSync(join(kept, name))) continue;
    mkdirSync(kept, { recursive: true });
    const draft = join(kept, `${name}.${process.pid}${DRAFT}`);
    cpSync(join(home, 'assembly', name), draft, { recursive: true });
    try {
      renameSync(draft, join(kept, name));
    } catch (error) {
      // A test beside this one was faster.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(join(kept, name))) throw error;
    }
  }
}
