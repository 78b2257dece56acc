import { describe, expect, it } from 'vitest';
import { negotiate } from '../../../../functions/api/http/negotiate.ts';

const SERVED = ['application/json', 'text/csv'];

describe('the choice of a media type', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/csv;q=0.5, application/json;q=0.4', 'text/csv'],
    ['text/csv, application/json', 'application/json'],
    ['text/csv;q=0.9, */*;q=0.1', 'text/csv'],
    ['application/json;q=0, */*', 'text/csv'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    ['application/vnd.apache.parquet, text/csv;q=0.2', 'text/csv'],
  ])('of "%s" is %s', (accept, type) => {
    expect(negotiate(accept, SERVED)).toBe(type);
  });

  it.each(['image/png', 'application/json;q=0', 'text/csv;q=-1', 'text/csv;q=nan', ',', ';q=1'])(
    'refuses "%s" and lists what is served',
    (accept) => {
      expect(() => negotiate(accept, SERVED)).toThrow(/served: application\/json, text\/csv$/);
    },
  );
});
