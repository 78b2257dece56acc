/** What a checkpoint of an arm holds: the state of each residual, rounded as it is written. */
import type { ArmState } from '../../domain/detect/drift/fold-arm.ts';
import { type StoredArm, storedArmSchema } from '../../domain/detect/drift/stored-arm.ts';
import { packedState, unpackedState } from '../../formats/drift-state-bytes.ts';

/** Fails where a state is none, so that the checkpoint is made anew. */
export const armCheckpoint = {
  parse: (value: unknown): StoredArm => {
    const stored = storedArmSchema.parse(value);
    unpackedArm(stored);
    return stored;
  },
};

export function packedArm(state: ArmState): StoredArm {
  return Object.fromEntries(
    Array.from(state, ([name, { drift, ...rest }]) => [
      name,
      { drift: Buffer.from(packedState(drift)).toString('base64'), ...rest },
    ]),
  );
}

/** Fails with `BadBytes` where the bytes are no state. */
export function unpackedArm(stored: StoredArm): ArmState {
  return new Map(
    Object.entries(stored).map(([name, { drift, ...rest }]) => [
      name,
      { drift: unpackedState(Buffer.from(drift, 'base64')), ...rest },
    ]),
  );
}
