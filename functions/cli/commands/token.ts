import { Command, Option } from 'commander';
import { addedHolderSchema, holderOnWireSchema, holdersSchema } from '../../../shared/contract/holders.ts';
import type { Right } from '../../../shared/domain/holder/holder.ts';
import { contextOf, type SharedOptions, withStack } from '../stack/command-context.ts';
import { connectionOf } from '../stack/connection.ts';
import { CliFailure } from '../stack/failure.ts';
import { collected } from '../stack/options.ts';
import { addedText, holdersText, revokedText } from '../text/holders-text.ts';

export function tokenCommand(): Command {
  const command = new Command('token').description(
    'print the bearer token, or hand out tokens and revoke them',
  );
  const show = command
    .command('show', { isDefault: true })
    .description(
      'print the bearer token that commands use, for the header "Authorization: Bearer <token>" (the default)',
    );
  withStack(show).action(async (options: SharedOptions) => {
    const { url, token } = await connectionOf(options, process.env);
    if (token === '') {
      throw new CliFailure(
        'token.none',
        `no token is known for ${url}; give one by --token or HOWSHIP_TOKEN`,
      );
    }
    process.stdout.write(options.json ? `${JSON.stringify({ url, token })}\n` : `${token}\n`);
  });
  addCommand(command);
  const list = command
    .command('list')
    .description('list who holds a token, with what each may do, and whose tokens were revoked');
  withStack(list).action(async (options: SharedOptions) => {
    const { client, print } = await contextOf(options);
    print(await client.get('/v1/holders', holdersSchema), holdersText);
  });
  const revoke = command
    .command('revoke')
    .argument('<name>', 'whose token')
    .description('let a token in no more; it stops within a minute');
  withStack(revoke).action(async (name: string, options: SharedOptions) => {
    const { client, print } = await contextOf(options);
    const path = `/v1/holders/${encodeURIComponent(name)}/revoke`;
    print(await client.send('POST', path, null, holderOnWireSchema), revokedText);
  });
  return command;
}

interface AddOptions extends SharedOptions {
  readonly read?: boolean;
  readonly upload?: boolean;
  readonly operate?: boolean;
  readonly experiment: readonly string[];
}

const RIGHT_OPTIONS = ['read', 'upload', 'operate'] as const;

function addCommand(command: Command): void {
  const add = command
    .command('add')
    .argument('<name>', 'of the person, program or station: it stands in all that is done with the token')
    .description('hand out a token, which is printed once; whoever runs it must operate all experiments');
  const option = (flag: (typeof RIGHT_OPTIONS)[number], description: string) =>
    new Option(`--${flag}`, description).conflicts(RIGHT_OPTIONS.filter((other) => other !== flag));
  withStack(add)
    .addOption(option('read', 'it may read (the default)'))
    .addOption(option('upload', 'it may also upload'))
    .addOption(option('operate', 'it may do all else too'))
    .option(
      '-e, --experiment <id>',
      'for this experiment only, or several: give it several times (default: all, those that come later too)',
      collected,
      [],
    )
    .action(async (holder: string, options: AddOptions) => {
      const { client, print } = await contextOf(options);
      const { experiment } = options;
      const experiments = experiment.length === 0 ? 'ALL' : experiment;
      const body = JSON.stringify({ holder, right: rightOf(options), experiments });
      const content = { type: 'application/json', body };
      print(await client.send('POST', '/v1/holders', content, addedHolderSchema), addedText);
    });
}

function rightOf({ upload = false, operate = false }: AddOptions): Right {
  if (operate) return 'OPERATE';
  return upload ? 'UPLOAD' : 'READ';
}
