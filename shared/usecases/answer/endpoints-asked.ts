/** An endpoint in two arms as an answer names it, with what stands beside its numbers. */
import type { ComparisonOnWire } from '../../contract/comparisons.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import type { EndpointOfArms } from '../../domain/comparison/compare-endpoint.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import { listText } from '../../domain/words/list.ts';

type ArmOnWire = ComparisonOnWire['arms']['a'];

export interface EndpointAsked {
  readonly contrast: Contrast;
  /** Null: of telemetry. */
  readonly assay: string | null;
  readonly endpoint: string;
  /** Null of an assay, and where the experiment has no phases. */
  readonly phase: string | null;
  readonly ucum: string | null;
  readonly scale: EndpointOfArms['scale'];
  /** Null where it cannot be compared: `refused` says why. */
  readonly asked: EndpointOfArms | null;
  /** The same without exclusions; null where none takes out anything of it. */
  readonly whole: EndpointOfArms | null;
  readonly arms: { readonly a: Omit<ArmOnWire, 'n'>; readonly b: Omit<ArmOnWire, 'n'> };
  /** What was done otherwise with the samples of the one arm. */
  readonly handled: readonly Remark[];
  readonly warnings: readonly Remark[];
  readonly refused: Remark | null;
  /** Names what it was computed from, beside the values. */
  readonly basis: readonly string[];
}

/** Units without a value, and why each has none: beside a refusal too, which says only that an arm has none. */
export function missingRemark({ a, b }: EndpointAsked['arms']): Remark[] {
  const missing = [...a.missing, ...b.missing];
  if (missing.length === 0) return [];
  const byReason = [...Map.groupBy(missing, ({ reason }) => reason)];
  const texts = byReason.map(
    ([reason, same]) =>
      `${listText(
        same.map(({ unit }) => unit),
        ', ',
        12,
      )} (${reason})`,
  );
  return [{ code: 'comparison.units-missing', message: `without a value: ${listText(texts, ', ', 12)}` }];
}
