/** What a person sees of a machine that can run a stack, and of one that cannot. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { lookSchema } from '../../../../shared/domain/doctor/look.ts';
import { howship } from '../../../support/cli.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-doctor-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const looksIn = (out: string) => z.object({ looks: z.array(lookSchema) }).parse(JSON.parse(out)).looks;

describe('howship doctor', () => {
  it('says of each thing what was looked at and found, and how many', async () => {
    const { code, out, err } = await howship(['doctor', '--home', join(work, 'home'), '--port', '0']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^ok {13}Node: this command runs on Node v\d+/);
    expect(out).toContain(`home: ${join(work, 'home')} is not there yet; the first start makes it\n`);
    expect(out).toContain(`not looked at  API: no stack serves ${join(work, 'home')}\n`);
    expect(out).toMatch(/\n\n5 things looked at: 0 wrong, \d to take care of; 1 not looked at\n$/);
  });

  it('says of a port that is taken what to give in its place', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const { code, out } = await howship(['doctor', '--home', join(work, 'home'), '--port', String(port)]);
    server.close();
    expect(code).toBe(1);
    expect(out).toContain(
      `wrong          port: port ${port} is taken by another program\n               → give another --port, or 0 for any free one\n`,
    );
  });

  it.each([
    [{ '/v1/health': 200, '/v1/experiments': 200 }, 'token', 'OK', / is up and lists its experiments$/],
    [{ '/v1/health': 200, '/v1/experiments': 500 }, 'token', 'WRONG', /500/],
    [{ '/v1/health': 200, '/v1/experiments': 200 }, '', 'CARE', /was not asked, as no token is known$/],
    [{ '/v1/health': 503, '/v1/experiments': 503 }, 'token', 'WRONG', /503/],
  ] as const)(
    'asks a stack that serves for its experiments: %j with the token "%s" is %s %s',
    async (answers, token, verdict, found) => {
      const bodies = {
        '/v1/health': { status: 'UP' },
        '/v1/experiments': { experiments: [], now: '2026-03-01T00:00:00Z' },
      };
      const server = createHttpServer((request, response) => {
        const path = z.enum(['/v1/health', '/v1/experiments']).parse(request.url);
        response.writeHead(answers[path], { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(answers[path] === 200 ? bodies[path] : { message: 'down' }));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = z.object({ port: z.number() }).parse(server.address());
      const args = [
        '--home',
        join(work, 'home'),
        '--port',
        '0',
        '--json',
        '--url',
        `http://127.0.0.1:${port}`,
      ];
      const { code, out } = await howship(['doctor', ...args], { HOWSHIP_TOKEN: token });
      server.close();
      expect(code).toBe(verdict === 'WRONG' ? 1 : 0);
      expect(looksIn(out).at(-1)).toMatchObject({
        what: 'API',
        verdict,
        found: expect.stringMatching(found),
      });
    },
  );

  it('refuses a port that is none', async () => {
    const { code, err } = await howship(['doctor', '--port', '70000']);
    expect([code, err]).toEqual([
      1,
      'howship: --port: expected a number from 0 to 65535, got 70000 (port.invalid)\n',
    ]);
  });

  it('ends with 1 over a broken home, as JSON too', async () => {
    const home = join(work, 'a-file');
    writeFileSync(home, '');
    const { code, out } = await howship(['doctor', '--home', home, '--json']);
    expect(code).toBe(1);
    const looks = looksIn(out);
    expect(looks.filter(({ verdict }) => verdict === 'WRONG')).toMatchObject([
      { what: 'home', mend: 'move the file away, or give another HOWSHIP_HOME' },
    ]);
    expect(looks.at(-1)).toMatchObject({ what: 'API', verdict: 'NOT_LOOKED_AT' });
  });

  it('says of an account that does not answer that nothing was looked at', async () => {
    const nowhere = { AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-north-1', HOME: work };
    const { out } = await howship(['doctor', '--aws', '--json'], nowhere);
    const looks = looksIn(out).map(({ what, verdict }) => `${what} ${verdict}`);
    expect(looks).toEqual([
      'Node OK',
      ...['API', 'alarms', 'alarm topic', 'dead letters', 'concurrency'].map(
        (what) => `${what} NOT_LOOKED_AT`,
      ),
    ]);
  });
});
