import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { Damaged } from '../../../shared/domain/damaged.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { HttpRefusal, problemOf } from '../../../shared/runtime/problem.ts';
import { RequestRefusal } from '../../../shared/runtime/request-refusal.ts';

describe('the problem that a caller is told', () => {
  it.each([
    ['invalid', 400],
    ['unauthorized', 401],
    ['not-found', 404],
    ['conflict', 409],
    ['too-large', 413],
    ['unavailable', 503],
  ] as const)('of a refusal that is %s has the status %i', (kind, status) => {
    const answer = problemOf(new Refusal(kind, 'a.code', 'a sentence'), 'r1');
    expect(answer.status).toBe(status);
    expect(problemSchema.parse(answer.problem)).toMatchObject({
      type: 'urn:howship:problem:a.code',
      status,
      code: 'a.code',
      detail: 'a sentence',
    });
  });

  it('carries the place and nothing that is not there', () => {
    const { problem } = problemOf(new Refusal('invalid', 'a.code', 'x', { line: 3, column: 'temp' }), 'r1');
    expect(problem).toMatchObject({ line: 3, column: 'temp' });
    expect(Object.keys(problem)).not.toContain('field');
    expect(Object.keys(problem)).not.toContain('problems');
  });

  it('of an uploaded file that is damaged does not say that these are safe', () => {
    const detailOf = (key: string) =>
      problemOf(new Damaged(key, 'its digest is another'), 'r1').problem.detail;
    expect(detailOf('raw/twins/0mx1')).toContain('It is an uploaded file: whoever sent it may have it still');
    expect(detailOf('segments/twins/x.parquet')).toContain('the uploaded files are safe');
  });

  it('lists every finding of a request', () => {
    const findings = [
      { field: 'a', code: 'request.missing', message: 'is missing', line: null },
      { field: 'b', code: 'request.type', message: 'expected text', line: 4 },
    ];
    const { problem } = problemOf(new RequestRefusal(findings), 'r1');
    expect(problem.code).toBe('request.invalid');
    expect(problem.problems).toEqual([
      { field: 'a', code: 'request.missing', message: 'is missing' },
      { field: 'b', code: 'request.type', message: 'expected text', line: 4 },
    ]);
  });

  it('lists the first hundred of many and says how many there are', () => {
    const findings = Array.from({ length: 300 }, (_, i) => ({
      field: `f${i}`,
      code: 'request.type',
      message: 'expected text',
      line: null,
    }));
    const { problem } = problemOf(new RequestRefusal(findings), 'r1');
    expect(problem.problems).toHaveLength(100);
    expect(problemSchema.parse(problem).problemsFound).toBe(300);
    expect(problem.detail).toMatch(/; and 200 more$/);
  });

  it.each([new Error('secret'), new TypeError('secret'), 'secret', null])('tells nothing of %s', (error) => {
    const { status, problem } = problemOf(error, 'r1');
    expect(status).toBe(500);
    expect(problem).toMatchObject({ code: 'internal', requestId: 'r1' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('keeps the status of what HTTP itself refuses', () => {
    expect(problemOf(new HttpRefusal(405, 'route.method', 'x'), 'r1').problem).toMatchObject({ status: 405 });
  });
});
