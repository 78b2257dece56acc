import { expect, it } from 'vitest';
import { TEMPLATES } from '../../../../shared/domain/notify/routes-bounds.ts';
import { DEFAULT_ROUTES, routesKind } from '../../../../shared/domain/notify/routes-record.ts';

const RECORD = { revision: 1, appliedAt: 1, appliedBy: 'ada', routes: [...DEFAULT_ROUTES] };

it('routes are kept beside the raw files as they are, with their secrets: nothing else makes them again', () => {
  const secret = { ...DEFAULT_ROUTES[0]!, id: 'hook', secret: 'geheim', hours: { from: 480, to: 1200 } };
  const record = { ...RECORD, routes: [...DEFAULT_ROUTES, secret] };
  expect(routesKind.schema.parse(routesKind.kept?.(record))).toEqual(record);
  expect(routesKind.isDue(record)).toBe(false);
});

it('routes speak by templates that there are, and by no other', () => {
  for (const template of TEMPLATES)
    expect(
      routesKind.schema.safeParse({ ...RECORD, routes: [{ ...DEFAULT_ROUTES[0]!, template }] }).success,
    ).toBe(true);
  expect(
    routesKind.schema.safeParse({ ...RECORD, routes: [{ ...DEFAULT_ROUTES[0]!, template: 'fax' }] }).success,
  ).toBe(false);
});
