import { expect, it } from 'vitest';
import { headKind } from '../../../../shared/domain/bucket/head.ts';
import { renewFound } from '../../../../shared/usecases/upkeep/renew-found.ts';
import { twinsApi } from '../../../support/api.ts';
import { settleAll } from '../../../support/run-stack.ts';

const E = 'twins';

it('marks due what is computed, named or not, and leaves everything else and what is of nothing that is there', async () => {
  const { ports } = await twinsApi();
  await settleAll(ports);
  const items = [...ports.catalogue.partitions.get(E)!.keys()];
  const pages = [...ports.archive.objects.keys()].filter((key) => key.startsWith('pages/'));
  const deltas = [...ports.archive.objects.keys()].find((key) => key.startsWith('deltas/'))!;
  const kept = items.find((sort) => sort.startsWith('DOWNLINK#'))!;
  const gone = `deltas/experiment=${E}/generation=1/P9/2026-03-01.page`;
  const why = 'the object is gone';
  await renewFound(ports, E, {
    differs: [
      ...[gone, `${E}/${kept}`, pages[0]!].map((key) => ({ key, why })),
      { key: deltas, why: 'other samples', advice: 'a defect' },
    ],
    unnamed: [pages[1]!],
  });
  const heads = await Array.fromAsync(ports.catalogue.list(headKind, E, 'HEAD#'));
  expect(heads.filter(({ item }) => item.due)).toHaveLength(2);
  expect([...ports.catalogue.partitions.get(E)!.keys()]).toEqual(expect.arrayContaining(items));
  await settleAll(ports);
  const settled = await Array.fromAsync(ports.catalogue.list(headKind, E, 'HEAD#'));
  expect(settled.filter(({ item }) => item.due)).toEqual([]);
});
