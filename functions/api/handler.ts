/** Every request to the HTTP API. */
import { readFile } from 'node:fs/promises';
import { handle } from 'hono/aws-lambda';
import { PATIENCE_OF_AN_ANSWER } from '../../shared/aws/client-settings.ts';
import { holderTokens } from '../../shared/aws/holder-tokens.ts';
import { awsPorts } from '../../shared/aws/ports.ts';
import { cachedHolders } from '../../shared/runtime/bearer-tokens.ts';
import { log } from '../../shared/runtime/log.ts';
import { storageOrigins } from '../../shared/runtime/storage-origins.ts';
import { createApp } from './app.ts';
import { withKeptPath } from './http/event-path.ts';
import { withoutIdleBody } from './http/idle-body.ts';

const ports = awsPorts(process.env, undefined, PATIENCE_OF_AN_ANSWER);

const answer = handle(
  createApp({
    ports,
    tokens: cachedHolders(holderTokens(), ports.clock.now),
    log,
    // Beside what a cold start loads.
    privateReceivers: async () =>
      (await import('../../shared/runtime/private-receivers.ts')).privateReceivers(),
    // The stack puts the files of the console beside the bundle.
    console: {
      read: (name) => readFile(new URL(`./console/${name}`, import.meta.url)),
      origins: storageOrigins(process.env),
    },
  }),
);

export const handler: typeof answer = (event, context) =>
  answer(withoutIdleBody(withKeptPath(event)), context);
