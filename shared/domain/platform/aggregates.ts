/** Cells that clump or come off: fewer of them lie where they are counted, and less RNA is theirs. */
import type { PlatformFacts } from './facts.ts';
import type { PlatformRemark } from './remark.ts';

export function aggregateRemarks({ technique, growth }: PlatformFacts): PlatformRemark[] {
  if (!technique.artefacts.includes('aggregates')) return [];
  const beside = (message: string): PlatformRemark[] => [
    { code: 'platform.aggregates', message, kind: 'BESIDE' },
  ];
  if (growth === null)
    return beside(
      'cells in suspension tend to clump and adherent ones may come off as spheroids, which changes counts and RNA: which they are is not told (culture: { growth: adherent })',
    );
  if (growth === 'suspension')
    return beside('cells in suspension tend to clump into spheroids, which changes counts and RNA');
  if (technique.id !== 'rwv')
    return beside('adherent cells may come off and form spheroids, which changes counts and RNA');
  const message = `${technique.name} keeps cells in suspension, and these are adherent: they need carriers, or come off and form spheroids`;
  return [{ code: 'platform.aggregates', message, kind: 'FIX' }];
}
