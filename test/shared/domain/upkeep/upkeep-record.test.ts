import { expect, it } from 'vitest';
import { begunUpkeep, UpkeepTally } from '../../../../shared/domain/upkeep/upkeep-record.ts';

it('counts a damaged thing once, also beyond those that are named, and in a later run', () => {
  const begun = begunUpkeep('VERIFY', 'ada', 0);
  const keys = Array.from({ length: 150 }, (_, i) => `segments/${i}`);
  const first = new UpkeepTally(begun);
  for (const key of [...keys, ...keys]) first.differOnce(key, 'damaged');
  expect([first.differing, first.differs.length, first.unnamed.length]).toEqual([150, 100, 50]);
  const { looked, differs, differing, unnamed } = first;
  const second = new UpkeepTally({ ...begun, looked, differs, differing, unnamed });
  for (const key of [...keys, 'segments/150']) second.differOnce(key, 'damaged');
  expect(second.differing).toBe(151);
});
