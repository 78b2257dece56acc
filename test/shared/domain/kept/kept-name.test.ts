import { expect, it } from 'vitest';
import { keptName, keptPrefix } from '../../../../shared/domain/kept/kept-name.ts';

it('names all of an experiment below its own prefix, also the item that lists it', () => {
  const names = [
    keptName({ partition: 'EXPERIMENTS', sort: 'twins' }),
    keptName({ partition: 'twins', sort: 'DOWNLINK#d1' }),
    keptName({ partition: 'twins', sort: 'CONTACTS' }),
  ];
  expect(names).toEqual(['twins/EXPERIMENTS', 'twins/DOWNLINK/d1', 'twins/CONTACTS']);
  for (const name of names) expect(name.startsWith(keptPrefix('twins'))).toBe(true);
});
