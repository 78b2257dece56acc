import { Command } from 'commander';
import { type AuditOnWire, auditSchema } from '../../../shared/contract/audit.ts';
import { contextOf, type SharedOptions, withStack } from '../stack/command-context.ts';
import { instantOf } from '../stack/options.ts';
import { DURATIONS } from '../stack/typed-duration.ts';
import { auditText } from '../text/audit-text.ts';

interface AuditOptions extends SharedOptions {
  readonly from: string;
  readonly to?: string;
  readonly experiment?: string;
  readonly holder?: string;
}

/** A table that a person reads; what is left is told. */
const MOST_ENTRIES = 1000;

export function auditCommand(): Command {
  const command = new Command('audit').description(
    'who changed what and when, with the answer; refused changes too',
  );
  return withStack(command)
    .option(
      '--from <begin>',
      `an instant, ISO 8601 with offset, or how long back from now, ${DURATIONS}`,
      'P7D',
    )
    .option('--to <end>', 'an instant, ISO 8601 with offset (default: now)')
    .option('-e, --experiment <id>', 'of this experiment only')
    .option('--holder <name>', 'of this holder only')
    .action(async (options: AuditOptions, self: Command) => {
      const { experiment, holder, to } = options;
      const from = instantOf(self, '--from', options.from, -1);
      const range = { from, ...(to !== undefined && { to: instantOf(self, '--to', to, 1) }) };
      const { client, print } = await contextOf(options);
      const entries: AuditOnWire['entries'] = [];
      let page: AuditOnWire;
      let next: string | undefined;
      do {
        const query = { ...range, experiment, holder, next };
        page = await client.get('/v1/audit', auditSchema, query);
        entries.push(...page.entries);
        next = page.next;
      } while (next !== undefined && entries.length < MOST_ENTRIES);
      print({ ...page, from, entries }, auditText);
    });
}
