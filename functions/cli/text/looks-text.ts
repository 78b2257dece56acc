import type { Look } from '../../../shared/domain/doctor/look.ts';
import { countText } from '../../../shared/domain/words/count.ts';

const WORDS: Readonly<Record<Look['verdict'], string>> = {
  OK: 'ok',
  CARE: 'care',
  WRONG: 'wrong',
  NOT_LOOKED_AT: 'not looked at',
};

/** For people: what was looked at, what was found, and below it what mends it. */
export function looksText(looks: readonly Look[]): string {
  const lines = looks.flatMap(({ what, verdict, found, mend }) => [
    `${WORDS[verdict].padEnd(13)}  ${what}: ${found}`,
    ...(mend === undefined ? [] : [`${' '.repeat(15)}→ ${mend}`]),
  ]);
  return `${[...lines, '', endOf(looks)].join('\n')}\n`;
}

function endOf(looks: readonly Look[]): string {
  const count = (verdict: Look['verdict']) => looks.filter((one) => one.verdict === verdict).length;
  const looked = looks.length - count('NOT_LOOKED_AT');
  const parts = [
    `${countText(looked, 'thing')} looked at: ${count('WRONG')} wrong, ${count('CARE')} to take care of`,
    ...(looked === looks.length ? [] : [`${looks.length - looked} not looked at`]),
  ];
  return parts.join('; ');
}
