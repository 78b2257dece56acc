/**
 * Share of an image that may be eroded without a doubt. A slice of which less than a fifth is eroded, as most are, shows more
 * where foreground and background are exchanged; one that is eroded so far has to be named.
 */
export const MOST_FOREGROUND = 0.8;
