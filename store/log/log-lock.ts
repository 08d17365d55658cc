/** First half of the advisory lock that makes one program the only writer of an agency's log; the second is `hashtext(organ)`. */
export const LOG_LOCK = 7_004
