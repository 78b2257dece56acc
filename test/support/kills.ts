/** Deaths of the one who withdraws a downlink or reads it again, or of a run that follows. */
import type { FaultPlan } from './faulty-ports.ts';

/** A prime, so that both ways of dying are tried. With 1 every call is killed, before and after it took effect. */
const STRIDE = Number(process.env.HOWSHIP_KILL_STRIDE ?? 5);

/** Every so manieth of all deaths at these calls, with its name. */
export function deathsAt(sites: readonly string[]): (FaultPlan & { readonly name: string })[] {
  const deaths = sites
    .flatMap((called, site) =>
      (['THROWS_BEFORE', 'THROWS_AFTER'] as const).map((fault) => ({
        ...{ site, fault },
        name: `${fault} at ${site} ${called}`,
      })),
    )
    .filter((_, i) => i % STRIDE === 0);
  if (process.env.HOWSHIP_KILL_STRIDE !== undefined)
    console.log(`${sites.length} calls, ${deaths.length} deaths`);
  return deaths;
}
