import { describe, expect, it } from 'vitest';
import { routeOf, TABS } from '../../../../functions/web/address/route.ts';
import { keyMeant, keysOf } from '../../../../functions/web/parts/key-map.ts';

const keys = keysOf(routeOf('#/e/osteo/alarms'));
const pressed = (key: string, held: object = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false },
  ...held,
});

describe('the keys of a page', () => {
  it('are one each, and lead to every part of the experiment', () => {
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
    const led = keys.flatMap(({ act }) => (typeof act === 'object' ? [act.go] : []));
    expect(led).toEqual(['#/', ...TABS.slice(0, 9).map((tab) => `#/e/osteo/${tab}`)]);
    expect(keysOf({ page: 'experiments' }).map(({ key }) => key)).toEqual(['?', '0', '/', 'u']);
  });

  it('mean nothing while somebody types, or with a key of the browser', () => {
    const body = { tagName: 'BODY', isContentEditable: false };
    expect(keyMeant(keys, pressed('?'), body)?.act).toBe('MAP');
    expect(keyMeant(keys, pressed('x'), body)).toBeNull();
    expect(keyMeant(keys, pressed('1', { ctrlKey: true }), body)).toBeNull();
    expect(keyMeant(keys, pressed('1', { defaultPrevented: true }), null)).toBeNull();
    expect(keyMeant(keys, pressed('1'), { tagName: 'INPUT', isContentEditable: false })).toBeNull();
    expect(keyMeant(keys, pressed('1'), { tagName: 'DIV', isContentEditable: true })).toBeNull();
  });
});
