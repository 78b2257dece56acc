/** What can vouch for a series by what has come so far. */
import { listText } from '../../words/list.ts';
import { type Aimed, CONTROLS_BLIND, LEAST_SIBLINGS, type Place, type Reference } from './reference.ts';

/**
 * Why the drift of a series cannot be seen, or only against its set-point, though more is declared; null where a reference
 * that can vouch for it has readings, or nothing but the set-point was declared.
 */
export function whyUnvouched({ references }: Aimed, hasCome: (place: Place) => boolean): string | null {
  const silent: string[] = [];
  for (const reference of references) {
    if (reference.kind === 'setpoint') {
      return silent.length === 0
        ? null
        : `judged against the set-point only, and as WATCH, so far: ${silent.join(', and ')}; ${CONTROLS_BLIND}`;
    }
    const why = whySilent(reference, reference.of.filter(hasCome));
    if (why === null) return null;
    silent.push(why);
  }
  return silent.length === 0 ? null : `its drift cannot be seen so far: ${silent.join(', and ')}`;
}

function whySilent({ kind, of }: Reference, come: readonly Place[]): string | null {
  const least = kind === 'siblings' ? LEAST_SIBLINGS : kind === 'ambient' ? of.length : 1;
  if (come.length >= least) return null;
  const missing = of.filter((one) => !come.includes(one));
  const names = listText(missing.map(({ unit, series }) => (kind === 'siblings' ? unit : series)));
  const sent = `${names} sent no reading that could be right`;
  return come.length > 0 && kind === 'siblings'
    ? `${sent}, and it takes ${LEAST_SIBLINGS} siblings to tell which of them drifts`
    : sent;
}
