/** Platforms on which gravity is taken away, or made as if it were: table 2 of the review. */
import * as z from 'zod';
import { nearest } from '../nearest.ts';
import { once } from '../once-per.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { plain, plainWords, unknown } from './plain.ts';
import data from './techniques.json' with { type: 'json' };

const parameterSchema = z.union([
  z.strictObject({ name: z.string(), least: z.number(), most: z.number(), unit: z.string() }),
  z.strictObject({ name: z.string(), text: z.string() }),
]);

const techniqueSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  abbreviations: z.array(z.string()),
  /** Missions of it, and other names. */
  aliases: z.array(z.string()),
  /** That it is one kind of. */
  parent: z.string().optional(),
  role: z.enum(['control', 'true_microgravity', 'simulated_microgravity']),
  appliesTo: z.array(z.enum(['humans', 'animals', 'cells'])),
  isInTable2: z.boolean(),
  principle: z.string(),
  parameters: z.array(parameterSchema),
  advantages: z.array(z.string()),
  limitations: z.array(z.string()),
  /** Whether responses of seconds to hours are valid on it; absent where the review does not say. */
  isForAcute: z.boolean().optional(),
  isForLong: z.boolean().optional(),
  /** It stands still while medium is changed. */
  pausesForMedium: z.boolean().optional(),
  artefacts: z.array(z.string()),
  references: z.array(z.number()),
  note: z.string().optional(),
});
export type Technique = z.infer<typeof techniqueSchema>;

export const techniques: () => readonly Technique[] = once(() =>
  z.array(techniqueSchema).parse(data.techniques),
);

/** By id, name, abbreviation or alias, as people write it. Fails with `literature.technique`, naming the nearest. */
export function techniqueNamed(name: string): Technique {
  const named = techniqueCalled(name);
  if (named !== null) return named;
  const what = `the catalogue has no technique ${quoted(name)}`;
  if (nearest(plain(name), GIVING_GRAVITY) !== null)
    throw new Refusal('not-found', 'literature.technique', `${what}; ${GIVES_GRAVITY}`, {
      field: 'query.technique',
    });
  throw unknown('technique', name, what, [...techniques().map((one) => one.name), ...techniqueNames()]);
}

/** What people ask for as a platform, and is the control of one. */
const GIVING_GRAVITY = ['centrifuge', 'onboardcentrifuge', 'artificialgravity', 'hypergravity'];
const GIVES_GRAVITY =
  'a centrifuge gives gravity and takes none away: what it did on a platform is among its treatments (contrast treatment), and its arms are controls (ONBOARD_1G)';

/** Null where the catalogue knows none by that name. */
export const techniqueCalled = (name: string): Technique | null =>
  calledBy(name, plain) ?? calledBy(name, plainWords);

const calledBy = (name: string, told: (text: string) => string): Technique | null =>
  techniques().find((one) => namesOf(one).some((other) => told(other) === told(name))) ?? null;

/** All that techniques are called, of which the nearest is told. */
export const techniqueNames = (): string[] => techniques().flatMap(namesOf);

const namesOf = ({ id, name, abbreviations, aliases }: Technique): string[] => [
  ...[id, name],
  ...[...abbreviations, ...aliases],
];

/** All on which microgravity is simulated. */
export const simulating = (): string[] =>
  techniques().flatMap(({ id, role }) => (role === 'simulated_microgravity' ? [id] : []));

/** The technique, and those that are kinds of it: of a clinostat, also one of two axes. */
export function techniquesIn({ id }: Technique): string[] {
  const kinds = techniques().filter(({ parent }) => parent === id);
  return [id, ...kinds.flatMap(techniquesIn)];
}
