/** What is true of all comparisons of two arms: what else differs, and in what surroundings their units lived. */
import type { ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import { gLines } from '../../../shared/domain/g-level/g-lines.ts';
import { platformLines } from '../../../shared/domain/platform/platform-lines.ts';
import { listText } from '../../../shared/domain/words/list.ts';

type About = ComparisonsOnWire['contrasts'][number];

/** Each contrast once, whatever was compared of it: what is true of several assays stands once. */
export function contrastsAboutText(contrasts: readonly About[]): string {
  const byContrast = [...Map.groupBy(contrasts, ({ contrast }) => contrast)];
  return byContrast
    .map(([contrast, all]) => {
      const lines = [
        ...new Set(all.map(({ differs }) => differs)),
        ...environmentLines(all),
        ...told(all, ({ environment }) => reasonLines(environment)).map((line) => `  ${line}`),
        ...told(all, ({ environment }) => gLines(environment.gLevels)),
        ...told(all, ({ environment }) => platformLines(environment.platforms)),
      ];
      return `${contrast}\n${lines.map((line) => `  ${line}\n`).join('')}`;
    })
    .join('');
}

function environmentLines(all: readonly About[]): string[] {
  const text = ({ environment: { verdict, sentence } }: About) => ` ${verdict}: ${sentence}`;
  return said(all.map((one) => ({ line: text(one), one }))).map(({ line, same }) =>
    same.length === all.length ? `environment${line}` : `environment of ${namesOf(same)}${line}`,
  );
}

/** Each line once, with what it is of where not all say it. */
function told(all: readonly About[], linesOf: (one: About) => string[]): string[] {
  const lines = all.flatMap((one) => linesOf(one).map((line) => ({ line, one })));
  return said(lines).map(({ line, same }) =>
    same.length === all.length ? line : `${namesOf(same)}: ${line}`,
  );
}

const said = (lines: readonly { readonly line: string; readonly one: About }[]) =>
  [...Map.groupBy(lines, ({ line }) => line)].map(([line, same]) => ({
    line,
    same: same.map(({ one }) => one),
  }));

const namesOf = (all: readonly About[]): string =>
  listText(
    all.map(({ assay }) => assay ?? 'channels'),
    ', ',
    6,
  );

/** What is said of several pairs in the same words stands once; g-levels of units once, whatever pairs they are in. */
function reasonLines({ pairs, oneG = [] }: About['environment']): string[] {
  const ofUnits = new Map(oneG.map(({ unit, sentence }) => [`${unit}: ${sentence}`, { unit, sentence }]));
  const ofPairs = pairs.flatMap(({ pair, reasons }) =>
    reasons.flatMap((reason) => (ofUnits.has(reason) ? [] : [{ name: pair, text: reason }])),
  );
  const units = [...ofUnits.values()].map(({ unit, sentence }) => ({ name: unit, text: sentence }));
  return [ofPairs, units].flatMap((said) =>
    [...Map.groupBy(said, ({ text }) => text)].map(([text, same]) => {
      const names = listText(
        same.map(({ name }) => name),
        ', ',
        6,
      );
      return `${names}: ${text}`;
    }),
  );
}
