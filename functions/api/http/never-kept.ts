import { createMiddleware } from 'hono/factory';

/** Answers hold unpublished data, and links that need no token: no cache keeps them, but what says that it may be kept. */
export function neverKept() {
  return createMiddleware(async (context, next) => {
    await next();
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  });
}
