/** The words of the daily line: what was looked at up to when, what is open, what did not come, what nobody hears of. */
import type { Alarm } from '../alarm/alarm.ts';
import { STATE_WORDS } from '../alarm/state-words.ts';
import { severityNow } from '../anomaly/urgency.ts';
import type { Contact } from '../contacts/contact.ts';
import { quoted } from '../quoted.ts';
import type { Micros } from '../time.ts';
import { countText } from '../words/count.ts';
import { utcSpan, utcText } from '../words/instant.ts';
import { listText } from '../words/list.ts';
import { oldText } from '../words/span.ts';
import { typedCommand } from '../words/typed-command.ts';
import type { Untaken } from './untaken.ts';

export interface AliveFacts {
  readonly experiment: string;
  readonly now: Micros;
  /** By unit: the newest sample that was judged; null where none was. */
  readonly units: readonly { readonly unit: string; readonly asOf: Micros | null }[];
  /** Those that are not over and acknowledged. */
  readonly open: readonly Alarm[];
  /** Of the last 24 h, after which no file came; null where there is no plan. */
  readonly missedContacts: readonly Contact[] | null;
  /** Of the last 24 h. */
  readonly failed: readonly { readonly fileName: string; readonly state: string }[];
  /** Items that cannot be read, and are in none of this. */
  readonly damaged: number;
  /** What came and is not judged yet. */
  readonly pending: number;
  /** Messages that no receiver has taken. */
  readonly unsent: number;
  readonly untaken: readonly Untaken[];
}

const MOST_UNITS = 20;

export function aliveText(facts: AliveFacts): { subject: string; text: string } {
  const { experiment, now, open } = facts;
  return {
    subject: `${experiment}: alive, ${countText(open.length, 'open alarm')}`,
    text: [
      `Howship is alive at ${utcText(now)}. Of ${experiment} it looked at:`,
      ...unitLines(facts),
      openLine(facts),
      missedLine(facts),
      ...restLines(facts),
      `${typedCommand(`handover -e ${experiment} --since PT24H`)} says more.`,
    ].join('\n'),
  };
}

function unitLines({ units, open, now }: AliveFacts): string[] {
  const lines = units.slice(0, MOST_UNITS).map(({ unit, asOf }) => {
    if (asOf === null) return `- ${unit}: no sample of it is judged yet${openWithout(unit, open)}`;
    return `- ${unit} up to ${utcText(asOf, now)}, ${oldText(asOf, now)}`;
  });
  const left = units.length - lines.length;
  return left === 0 ? lines : [...lines, `- and ${countText(left, 'more unit')}`];
}

/** What follows the clock is found of a unit of which nothing is judged. */
function openWithout(unit: string, open: AliveFacts['open']): string {
  const kinds = open.filter(({ newest }) => newest.unit === unit).map(({ newest }) => newest.kind);
  return kinds.length === 0 ? '' : `; open without one: ${listText([...new Set(kinds)])}`;
}

function openLine({ open }: AliveFacts): string {
  if (open.length === 0) return 'Open: no alarm in what was looked at.';
  const named = open.map(
    ({ id, state, newest }) => `${severityNow(newest)} ${id} (${STATE_WORDS[state.state]})`,
  );
  return `Open: ${listText(named)}.`;
}

function missedLine({ missedContacts, failed, now }: AliveFacts): string {
  const contacts = (missedContacts ?? []).map(
    ({ aos, los }) => `no file of the contact ${utcSpan(aos, los, now)}`,
  );
  const files = failed.map(({ fileName, state }) => `${quoted(fileName)} is ${state}`);
  const unplanned =
    missedContacts === null ? ' There is no contact plan, so missed contacts are not known.' : '';
  const missed = [...contacts, ...files];
  const said = missed.length === 0 ? 'nothing that is known' : listText(missed);
  return `Did not come in the last 24 h: ${said}.${unplanned}`;
}

function restLines({ pending, damaged, unsent, untaken }: AliveFacts): string[] {
  const nobody = untaken.map(({ severity, channels }) =>
    channels === null ? severity : `${severity} in ${listText(channels)}`,
  );
  return [
    ...(pending === 0 ? [] : [`Not in this yet: ${countText(pending, 'thing')} received and not judged.`]),
    ...(damaged === 0
      ? []
      : [`Not in this: ${countText(damaged, 'item')} that cannot be read (${typedCommand('verify')}).`]),
    ...(unsent === 0 ? [] : [`Not told: ${countText(unsent, 'message')} that no receiver has taken.`]),
    ...(nobody.length === 0 ? [] : [`Nobody hears of ${listText(nobody)}: no route takes it.`]),
  ];
}
