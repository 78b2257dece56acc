import { sortKey } from '../../domain/kind.ts';
import { SCALE, type ScaleConfirmation, scaleKind } from '../../domain/pit/scale-confirmation.ts';
import type { Ports } from '../../ports.ts';

/** Scales that people have confirmed. Fails with `Damaged`. */
export async function loadConfirmations(
  ports: Ports,
  experiment: string,
): Promise<readonly ScaleConfirmation[]> {
  const listed = ports.catalogue.list(scaleKind, experiment, sortKey(SCALE, ''));
  return (await Array.fromAsync(listed)).map(({ item }) => item);
}
