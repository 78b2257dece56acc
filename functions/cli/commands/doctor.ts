import { execFile } from 'node:child_process';
import { availableMemory } from 'node:process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import * as z from 'zod';
import { healthSchema } from '../../../shared/contract/health.ts';
import { deploymentLooks } from '../../../shared/domain/doctor/deployment-looks.ts';
import { type Look, lookSchema } from '../../../shared/domain/doctor/look.ts';
import { memoryLook, nodeLook } from '../../../shared/domain/doctor/machine-looks.ts';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { ApiClient } from '../stack/api-client.ts';
import { type SharedOptions, withStack } from '../stack/command-context.ts';
import { connectionOf, homeOf } from '../stack/connection.ts';
import { CliFailure } from '../stack/failure.ts';
import { processTerminal } from '../stack/terminal.ts';
import { looksText } from '../text/looks-text.ts';

interface DoctorOptions extends SharedOptions {
  readonly home?: string;
  readonly port?: string;
  readonly aws?: boolean;
  readonly stack: string;
}

const BYTES_PER_MB = 1024 * 1024;

export function doctorCommand(): Command {
  return withStack(new Command('doctor'))
    .description(
      'look at what a stack needs, on this machine or in an AWS account, and say what mends what is wrong; changes nothing; exit code 1 if something is wrong',
    )
    .option('--home <directory>', 'the home to look at (default: HOWSHIP_HOME, else .howship)')
    .option('--port <number>', 'a port that is to be free')
    .option('--aws', 'look at a deployed stack instead, with your AWS credentials and region')
    .option('--stack <name>', 'the name of the deployed stack', 'Howship')
    .action(async (options: DoctorOptions) => {
      const looks = [
        nodeLook(process.version),
        ...(options.aws === true ? await looksAtDeployment(options) : await looksAtMachine(options)),
      ];
      const { out, say } = processTerminal();
      if (options.json === true) out(`${JSON.stringify({ looks })}\n`);
      else say(looksText(looks));
      process.exitCode = looks.some(({ verdict }) => verdict === 'WRONG') ? 1 : 0;
    });
}

async function looksAtMachine(options: DoctorOptions): Promise<Look[]> {
  const home = homeOf(process.env, options.home);
  const looks = await looksAtHome(home, options.port);
  return [memoryLook(availableMemory() / BYTES_PER_MB), ...looks];
}

const LOOK = fileURLToPath(new URL('../../../cdk/local/look.ts', import.meta.url));
const saidSchema = z.union([
  z.object({ looks: z.array(lookSchema) }),
  z.object({ code: z.string(), message: z.string() }),
]);

/** By the code of the local stack itself, in a process of its own: its sentences are those of a start. */
function looksAtHome(home: string, port?: string): Promise<Look[]> {
  const argv = [LOOK, '--home', home, ...(port === undefined ? [] : ['--port', port])];
  return new Promise((looked, failed) => {
    execFile(process.execPath, argv, (error, out, err) => {
      const said = saidSchema.safeParse(jsonOf(out)).data;
      if (said !== undefined && 'looks' in said) looked(said.looks);
      else if (said !== undefined) failed(new CliFailure(said.code, said.message));
      else
        failed(new CliFailure('doctor.failed', `${home} could not be looked at: ${err || error?.message}`));
    });
  });
}

async function looksAtDeployment(options: DoctorOptions): Promise<Look[]> {
  const { deploymentFacts } = await import('../../../shared/aws/deployment-facts.ts');
  return [await apiLook(options), ...deploymentLooks(await deploymentFacts(options.stack))];
}

async function apiLook(options: DoctorOptions): Promise<Look> {
  const what = 'API';
  const { url = process.env.HOWSHIP_URL } = options;
  if (url === undefined || url === '')
    return {
      ...{ what, verdict: 'NOT_LOOKED_AT', found: 'no address of the API is known' },
      mend: 'give the Url that the deployment printed: --url, or HOWSHIP_URL',
    };
  const client = new ApiClient(await connectionOf(options, process.env));
  try {
    await client.get('/v1/health', healthSchema);
    return { what, verdict: 'OK', found: `${url} answers that it is up` };
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    return {
      what,
      verdict: 'WRONG',
      found: error.message,
      mend: 'the runbook (docs/alarms.md) says where its log is',
    };
  }
}
