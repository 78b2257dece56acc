/**
 * How many questions were asked: Holm over those that were declared as primary, Benjamini and Hochberg over all others, which
 * are exploratory: over channels and over endpoints apart. Arms are known to differ in channels (weightlessness is one), and
 * each such difference in one family would lend a smaller p to what cells did.
 */
import { benjaminiHochberg, holm } from '../../stats/adjusted-p.ts';

export interface PrimaryQuestion {
  readonly endpoint: string;
  /** Absent: in every contrast. */
  readonly contrast?: string | undefined;
}

/** A question as it was asked of the data. */
export interface AskedOfData {
  readonly endpoint: string;
  readonly contrast: string;
  /** Of what it is, where it is exploratory. */
  readonly of: ExploratoryFamily;
  readonly pValue: number | null;
}

export const EXPLORATORY_FAMILIES = ['CHANNELS', 'ENDPOINTS'] as const;
type ExploratoryFamily = (typeof EXPLORATORY_FAMILIES)[number];

export interface Adjusted {
  readonly role: 'PRIMARY' | 'EXPLORATORY';
  readonly method: 'holm' | 'benjamini-hochberg';
  /** Over which questions it is. */
  readonly family: 'PRIMARY' | ExploratoryFamily;
  /** Null where there is no p. */
  readonly pValue: number | null;
  /** Questions of the family. */
  readonly of: number;
}

/**
 * In the order of the questions. A primary question that nothing has answered yet counts too: to leave it out would lend the
 * others a smaller p as long as it is out.
 */
export function adjustedInFamilies(
  questions: readonly AskedOfData[],
  primary: readonly PrimaryQuestion[],
  contrasts: readonly string[],
): Adjusted[] {
  const isPrimary = questions.map((one) => primary.some((declared) => isMeant(declared, one)));
  const own = questions.filter((_, i) => isPrimary[i]);
  const unasked = openQuestions(primary, contrasts).filter(
    (open) => !own.some((one) => isMeant(open, one)),
  ).length;
  // One of several phases, or of several assays, that has no p yet waits too.
  const waiting = unasked + own.filter(({ pValue }) => pValue === null).length;
  // A question without an answer yet is as one whose p will be 1.
  const held = holm([...own.map(({ pValue }) => pValue), ...Array.from({ length: waiting }, () => 1)]);
  const answered = (list: readonly AskedOfData[]) => list.filter(({ pValue }) => pValue !== null).length;
  const ofPrimary = answered(own) + waiting;
  const families = new Map(
    EXPLORATORY_FAMILIES.map((family) => {
      const all = questions.filter(({ of }, i) => of === family && !isPrimary[i]);
      const found = benjaminiHochberg(all.map(({ pValue }) => pValue));
      return [family, { of: answered(all), next: found.values() }];
    }),
  );
  const heldNext = held.values();
  return questions.map(({ of: family }, i): Adjusted => {
    if (isPrimary[i] === true)
      return {
        ...{ role: 'PRIMARY', method: 'holm', family: 'PRIMARY' },
        ...{ pValue: heldNext.next().value ?? null, of: ofPrimary },
      };
    const { of, next } = families.get(family)!;
    return {
      ...{ role: 'EXPLORATORY', method: 'benjamini-hochberg', family },
      ...{ pValue: next.next().value ?? null, of },
    };
  });
}

const isMeant = (
  { endpoint, contrast }: PrimaryQuestion,
  asked: Pick<AskedOfData, 'endpoint' | 'contrast'>,
): boolean => endpoint === asked.endpoint && (contrast === undefined || contrast === asked.contrast);

/** Each with its contrast, once. */
export function openQuestions(
  primary: readonly PrimaryQuestion[],
  contrasts: readonly string[],
): (PrimaryQuestion & { readonly contrast: string })[] {
  const all = primary.flatMap(({ endpoint, contrast }) =>
    (contrast === undefined ? contrasts : [contrast]).map((one) => ({ endpoint, contrast: one })),
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
