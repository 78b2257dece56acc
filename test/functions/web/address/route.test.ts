import { describe, expect, it } from 'vitest';
import { addressOf, NEW_ADDRESS, routeOf, titleOf } from '../../../../functions/web/address/route.ts';

describe('the address of a page', () => {
  it('holds experiment, page and what is looked at, whatever they are called', () => {
    const query = { pair: 'P 1', channel: 'co2&x', from: '2026-03-02T09:00:00.000Z' };
    for (const experiment of ['rr1', 'a/b', 'ü 100%', '#?&']) {
      const route = routeOf(addressOf(experiment, 'twins', query));
      expect(route).toEqual({ page: 'twins', experiment, query });
    }
  });

  it('leaves out what is not chosen', () => {
    expect(addressOf('rr1', 'twins', { pair: 'P1', from: null })).toBe('#/e/rr1/twins?pair=P1');
    expect(addressOf('rr1', 'alarms')).toBe('#/e/rr1/alarms');
  });

  it('begins with the list of experiments, and with what arrived of one', () => {
    expect(routeOf('')).toEqual({ page: 'experiments' });
    expect(routeOf('#/')).toEqual({ page: 'experiments' });
    expect(routeOf(NEW_ADDRESS)).toEqual({ page: 'new' });
    expect(routeOf('#/e/rr1')).toEqual({ page: 'arrived', experiment: 'rr1', query: {} });
  });

  it.each(['#/e/rr1/nothing', '#/x/rr1', '#/e//twins', '#/e/rr1/twins/more'])(
    'names no page where it was mistyped: %s',
    (address) => {
      expect(routeOf(address)).toEqual({ page: 'unknown', address });
    },
  );

  it('gives the window its title, what is looked at first', () => {
    expect(['#/', '#/e/rr1/alarms?alarm=x', '#/x'].map((address) => titleOf(routeOf(address)))).toEqual([
      ...['Experiments · Howship', 'Alarms · rr1 · Howship', 'Nothing is here · Howship'],
    ]);
  });

  it('is read where it was cut off within a letter', () => {
    expect(routeOf('#/e/%C3')).toEqual({ page: 'arrived', experiment: '%C3', query: {} });
  });
});
