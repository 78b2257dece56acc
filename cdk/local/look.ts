/**
 * Looks at what a start on this machine would find, and starts nothing. Says on its standard output one line of JSON:
 * `{"looks":[{"what":…,"verdict":…,"found":…,"mend":…}]}`, or `{"code":…,"message":…}` and exit code 1.
 *
 *   node cdk/local/look.ts --home <directory> [--port <number>]
 */
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { USUAL_PORT } from './gateway.ts';
import { LocalStackFailure } from './home/failure.ts';
import { type HomeLook, lookAtHome } from './look-at-home.ts';
import { listenOnLoopback } from './loopback.ts';
import { portOf } from './port-option.ts';

try {
  const { values } = parseArgs({ options: { home: { type: 'string' }, port: { type: 'string' } } });
  const port = portOf(values.port);
  const { looks, isServed } = await lookAtHome(resolve(values.home ?? '.howship'));
  say({ looks: [...looks, await portLook(port, isServed)] });
} catch (error) {
  if (!(error instanceof LocalStackFailure)) throw error;
  say({ code: error.code, message: error.message });
  process.exitCode = 1;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A port that was asked for must be free; the usual one need not, as another is taken in its place. */
async function portLook(asked: number | null, isServed: boolean): Promise<HomeLook> {
  const what = 'port';
  const port = asked ?? USUAL_PORT;
  const server = createServer();
  try {
    const free = await listenOnLoopback(server, port);
    return { what, verdict: 'OK', found: `port ${free} is free` };
  } catch (error) {
    if (!(error instanceof LocalStackFailure)) throw error;
    if (asked === null && isServed)
      return { what, verdict: 'OK', found: `port ${port} is taken, and a stack of this home runs` };
    const [found = '', mend = ''] = error.message.split(': ');
    return { what, verdict: asked === null ? 'CARE' : 'WRONG', found, mend };
  } finally {
    server.close();
  }
}
