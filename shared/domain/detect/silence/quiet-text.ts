import type { Micros } from '../../time.ts';
import type { Quiet } from './quiet.ts';

/** @param instant how an instant is told to the reader */
export function quietText(
  { unit, since, othersTo, silentFrom }: Quiet,
  instant: (at: Micros) => string,
): string {
  const came = since === null ? 'nothing has come of it yet' : `nothing since ${instant(since)}`;
  const counts =
    silentFrom === null
      ? 'No rule calls it silent: that needs contacts.maxSilence in the definition and a contact plan that goes on'
      : `It is no alarm yet, and counts as silent from ${instant(silentFrom)} if nothing comes`;
  return `${unit}: ${came}, while others of its arm came up to ${instant(othersTo)}. ${counts}.`;
}
