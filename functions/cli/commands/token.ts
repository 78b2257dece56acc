import { Command } from 'commander';
import { type SharedOptions, withStack } from '../stack/command-context.ts';
import { connectionOf } from '../stack/connection.ts';
import { CliFailure } from '../stack/failure.ts';

export function tokenCommand(): Command {
  const command = new Command('token').description(
    'print the bearer token that commands use, for the header "Authorization: Bearer <token>"',
  );
  return withStack(command).action(async (options: SharedOptions) => {
    const { url, token } = await connectionOf(options, process.env);
    if (token === '') {
      throw new CliFailure(
        'token.none',
        `no token is known for ${url}; give one by --token or HOWSHIP_TOKEN`,
      );
    }
    process.stdout.write(options.json ? `${JSON.stringify({ url, token })}\n` : `${token}\n`);
  });
}
