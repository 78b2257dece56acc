/**
 * The process of a function: loads its bundle as Lambda's Node runtime would and handles the events that the stack
 * sends, one at a time. It ends with the stack, however that ends, because the channel between them closes.
 *
 * Arguments: directory of the bundle, handler (`module.export`).
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Invocation, isInvocation, MAX_RESULT_BYTES, type Report } from './lambda-messages.ts';

type Handler = (event: unknown, context: object) => unknown;

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

async function load(directory: string, handler: string): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const file = join(directory, `${handler.slice(0, dot)}.mjs`);
  const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
  const found = exported[handler.slice(dot + 1)];
  if (isHandler(found)) return found;
  throw new Error(
    `${file} exports no function ${handler.slice(dot + 1)}, it exports ${Object.keys(exported).join(', ')}`,
  );
}

/** What Lambda gives a handler beside the event. */
function contextOf({ id, deadline }: Invocation): object {
  const name = process.env.AWS_LAMBDA_FUNCTION_NAME;
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${name}`,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: id,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: String(process.pid),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function handle(handler: Handler, invocation: Invocation): Promise<Report> {
  const { id } = invocation;
  try {
    const result = JSON.stringify(
      (await handler(JSON.parse(invocation.event), contextOf(invocation))) ?? null,
    );
    const bytes = Buffer.byteLength(result);
    return bytes > MAX_RESULT_BYTES ? { kind: 'too-large', id, bytes } : { kind: 'result', id, result };
  } catch (error) {
    console.error(`invocation ${id} failed:`, error);
    return { kind: 'error', id, message: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function report(message: Report): void {
  process.send?.(message);
}

// A log that cannot be written, on a full disk, ends no work.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk: string | Uint8Array) => {
    try {
      writeSync(stream.fd, Buffer.from(chunk));
    } catch {
      // Nobody could be told but by this log.
    }
    return true;
  };
}
process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C reaches every process of the group; the stack decides when a function ends.
process.on('SIGINT', () => {});
const [directory = '', handlerName = ''] = process.argv.slice(2);
try {
  const handler = await load(directory, handlerName);
  process.on('message', async (message) => {
    if (!isInvocation(message)) throw new Error(`expected an invocation, got ${JSON.stringify(message)}`);
    report(await handle(handler, message));
  });
  report({ kind: 'ready' });
} catch (error) {
  console.error('the function could not be loaded:', error);
  report({ kind: 'failed-to-load', message: messageOf(error) });
}
