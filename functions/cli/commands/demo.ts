import { Command } from 'commander';
import { EXAMPLES } from '../../../examples/known.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { contextOf } from '../stack/command-context.ts';
import { homeOf, readStackFile } from '../stack/connection.ts';
import { type LocalStack, startLocalStack } from '../stack/local-stack.ts';
import { applyExample, judgeExample, settleExample, showExample, uploadExample } from './demo-example.ts';
import { servingText } from './up.ts';

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'start the stack and run the bundled example missions; exit code 0 if every built-in fault was found and nothing else',
    )
    .option('--once', 'stop the stack afterwards instead of serving on')
    .action(async ({ once }: { readonly once?: boolean }) => {
      const home = homeOf(process.env);
      const own = (await isServing(home)) ? null : await start(home);
      try {
        process.exitCode = (await showAll(home)) ? 0 : 1;
        if (own !== null && once !== true) {
          process.stdout.write(`\n${await servingText(own)}`);
          await own.ended;
        }
      } finally {
        await own?.stop();
      }
    });
}

async function start(home: string): Promise<LocalStack> {
  process.stderr.write('starting the stack; the first time takes some seconds longer…\n');
  return startLocalStack(home);
}

async function isServing(home: string): Promise<boolean> {
  const stack = await readStackFile(home);
  if (stack === null) return false;
  try {
    return (await fetch(`${stack.url}/v1/health`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    // A stack that was killed leaves its file behind; a new one replaces it.
    return false;
  }
}

/** All of them come in at once, as on a day with two missions; then each is shown, and at the end all are judged. */
async function showAll(home: string): Promise<boolean> {
  const context = await contextOf({});
  const { terminal } = context;
  const applied = [];
  for (const example of Object.values(EXAMPLES)) applied.push(await applyExample(context, example));
  const files = applied.reduce((sum, one) => sum + one.files.length, 0);
  terminal.note(`uploading ${countText(files, 'file')}…\n`);
  const all = await Promise.all(
    applied.map(async (one) => ({ ...one, downlinks: await uploadExample(context, one) })),
  );
  terminal.note('all is in; comparing flight with ground and judging the hardware…\n');
  for (const one of all) await settleExample(context, one);
  const shown = [];
  for (const one of all) shown.push(await showExample(context, one, home));
  terminal.say('\n— What was put in, against what was found —\n');
  const judged = [];
  for (const one of shown) judged.push(await judgeExample(context, one));
  return judged.every(Boolean);
}
