import { Command } from 'commander';
import { journalSchema } from '../../../shared/contract/journal.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { instantOf } from '../stack/options.ts';
import { messagesText } from '../text/messages-text.ts';

interface MessagesOptions extends ExperimentOptions {
  readonly since?: string;
  readonly limit?: string;
  readonly text?: boolean;
}

export function messagesCommand(): Command {
  const command = new Command('messages').description(
    'messages: what was sent, to whom, and whether it was delivered',
  );
  return withExperiment(command)
    .option('--since <begin>', 'only those made or sent from then on: an instant, or how long back (2h)')
    .option('--limit <number>', 'how many, the newest (100 without it)')
    .option('--text', 'with their words')
    .action(async (options: MessagesOptions, self: Command) => {
      const { experiment, since, limit, text = false, ...shared } = options;
      const from = since === undefined ? undefined : instantOf(self, '--since', since, -1);
      const { client, print } = await contextOf(shared);
      const query = { since: from, limit, only: 'messages' };
      const answer = await client.get(pathOf(experiment, 'journal'), journalSchema, query);
      print(answer, (one, page) => messagesText(one, { hasText: text, now: Date.now() }, page));
    });
}
