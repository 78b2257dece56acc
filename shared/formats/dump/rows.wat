;; The rows of a dump (`dump-rows.ts`) that have the time of the row before and the keys that came next the last time, which
;; is nearly all of them. Each is compared and read by vectors of 16 bytes, without a branch that depends on the data:
;; JavaScript has no such vectors, and takes twice as long.
;;
;; Where it is not sure of a row it stops before it. How the memory is divided is said in `memory-map.ts`.
(module
  (import "" "memory" (memory 1))

  (func (export "rows")
    ;; Where the row begins, where it goes in the batch, and its line.
    (param $at i32) (param $row i32) (param $line f64)
    ;; The time of the rows, and where its text stands.
    (param $time f64) (param $timeAt i32) (param $timeLength i32)
    ;; The keys in turn.
    (param $entry i32)
    ;; Where the first row begins that was not read.
    (result i32)

    ;; Of the rows: where the last ends, how many the batch holds, and lengths beyond which a row is read with care.
    (local $end i32) (local $capacity i32) (local $longestValue i32) (local $longestRow i32)
    (local $times i32) (local $lines i32) (local $values i32) (local $kinds i32)
    (local $timeHead v128) (local $timeTail v128) (local $headMask v128) (local $tailMask v128)
    (local $point v128)
    ;; Of one row.
    (local $keysAt i32) (local $valueAt i32) (local $lineEnd i32) (local $kind i32)
    ;; Of its value: the text, its length, a bit for each of its bytes, whether it has a sign and a point, and where.
    (local $text v128) (local $length i32) (local $cell i32)
    (local $hasSign i32) (local $points i32) (local $hasPoint i32) (local $pointAt i32)
    (local $digits v128) (local $isDigit v128) (local $value f64)
    (local $ignored i32) (local $last i32)

    (local.set $times (i32.load (i32.const 16)))
    (local.set $lines (i32.load (i32.const 20)))
    (local.set $values (i32.load (i32.const 24)))
    (local.set $kinds (i32.load (i32.const 28)))
    (local.set $end (i32.load (i32.const 32)))
    (local.set $capacity (i32.load (i32.const 36)))
    (local.set $longestValue (i32.load (i32.const 40)))
    (local.set $longestRow (i32.load (i32.const 44)))
    (local.set $point (i8x16.splat (i32.load (i32.const 48))))
    (local.set $timeHead (v128.load (local.get $timeAt)))
    (local.set $timeTail (v128.load offset=16 (local.get $timeAt)))
    (local.set $headMask (v128.load offset=1024 (i32.shl (local.get $timeLength) (i32.const 5))))
    (local.set $tailMask (v128.load offset=1040 (i32.shl (local.get $timeLength) (i32.const 5))))

    (block $stop
      (loop $next
        (br_if $stop (i32.ge_u (local.get $at) (local.get $end)))
        (br_if $stop (i32.ge_u (local.get $row) (local.get $capacity)))

        ;; The time, and behind it the keys with the delimiters around them: no byte may differ.
        (br_if $stop (v128.any_true (v128.or
          (v128.and (v128.xor (v128.load (local.get $at)) (local.get $timeHead)) (local.get $headMask))
          (v128.and (v128.xor (v128.load offset=16 (local.get $at)) (local.get $timeTail)) (local.get $tailMask)))))
        (local.set $keysAt (i32.add (local.get $at) (local.get $timeLength)))
        (br_if $stop (v128.any_true (v128.or
          (v128.and
            (v128.xor (v128.load (local.get $keysAt)) (v128.load (local.get $entry)))
            (v128.load offset=32 (local.get $entry)))
          (v128.and
            (v128.xor (v128.load offset=16 (local.get $keysAt)) (v128.load offset=16 (local.get $entry)))
            (v128.load offset=48 (local.get $entry))))))

        ;; The value's text ends at LF or CR LF, within 15 bytes.
        (local.set $valueAt (i32.add (local.get $keysAt) (i32.load offset=68 (local.get $entry))))
        (local.set $text (v128.load (local.get $valueAt)))
        (local.set $length (i32.ctz (i8x16.bitmask
          (i8x16.eq (local.get $text) (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10)))))
        (br_if $stop (i32.gt_u (local.get $length) (i32.const 15)))
        (local.set $lineEnd (i32.add (local.get $valueAt) (local.get $length)))
        (br_if $stop (i32.gt_u (i32.sub (local.get $lineEnd) (local.get $at)) (local.get $longestRow)))
        (local.set $length (i32.sub (local.get $length)
          (i32.eq (i32.load8_u (i32.sub (local.get $lineEnd) (i32.const 1))) (i32.const 13))))
        (br_if $stop (i32.gt_u (local.get $length) (local.get $longestValue)))

        ;; All of it is digits, but for one point and a minus before it.
        (local.set $cell (i32.sub (i32.shl (i32.const 1) (local.get $length)) (i32.const 1)))
        (local.set $hasSign (i32.eq (i8x16.extract_lane_u 0 (local.get $text)) (i32.const 45)))
        (local.set $points (i32.and (local.get $cell) (i8x16.bitmask (i8x16.eq (local.get $text) (local.get $point)))))
        (local.set $hasPoint (i32.ne (local.get $points) (i32.const 0)))
        (local.set $pointAt (select (i32.ctz (local.get $points)) (local.get $length) (local.get $hasPoint)))
        (local.set $digits (i8x16.sub (local.get $text)
          (v128.const i8x16 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48)))
        (local.set $isDigit (i8x16.lt_u (local.get $digits)
          (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10)))
        (br_if $stop (i32.ne (local.get $cell)
          (i32.or
            (i32.and (local.get $cell) (i8x16.bitmask (local.get $isDigit)))
            (i32.or (local.get $hasSign) (i32.shl (local.get $hasPoint) (local.get $pointAt))))))
        (br_if $stop (i32.le_s
          (i32.sub (i32.sub (local.get $length) (local.get $hasPoint)) (local.get $hasSign))
          (i32.const 0)))

        ;; The digits go to the right end, without the point; a minus and what is free become zeros. Then neighbours are put
        ;; together: 16 digits to 8 numbers of two, to 4 of four, to 2 of eight.
        (local.set $digits (i8x16.swizzle
          (v128.and (local.get $digits) (local.get $isDigit))
          (v128.load offset=2560
            (i32.shl (i32.or (i32.shl (local.get $length) (i32.const 4)) (local.get $pointAt)) (i32.const 4)))))
        (local.set $digits (i16x8.add
          (i16x8.mul
            (v128.and (local.get $digits) (v128.const i16x8 255 255 255 255 255 255 255 255))
            (v128.const i16x8 10 10 10 10 10 10 10 10))
          (i16x8.shr_u (local.get $digits) (i32.const 8))))
        (local.set $digits (i32x4.dot_i16x8_s (local.get $digits) (v128.const i16x8 100 1 100 1 100 1 100 1)))
        (local.set $digits (i32x4.dot_i16x8_s
          (i16x8.narrow_i32x4_u (local.get $digits) (local.get $digits))
          (v128.const i16x8 10000 1 10000 1 10000 1 10000 1)))

        ;; At most 15 digits and a power of ten are exact doubles, so that the division alone rounds (Clinger 1990).
        (local.set $value (f64.copysign
          (f64.div
            (f64.add
              (f64.mul (f64.convert_i32_u (i32x4.extract_lane 0 (local.get $digits))) (f64.const 1e8))
              (f64.convert_i32_u (i32x4.extract_lane 1 (local.get $digits))))
            (f64.load offset=256 (i32.shl
              (i32.sub (i32.sub (local.get $length) (local.get $pointAt)) (local.get $hasPoint))
              (i32.const 3))))
          (f64.convert_i32_s (i32.sub (i32.const 0) (local.get $hasSign)))))

        (local.set $kind (i32.load offset=72 (local.get $entry)))
        (if (i32.lt_s (local.get $kind) (i32.const 0))
          (then (local.set $ignored (i32.add (local.get $ignored) (i32.const 1))))
          (else
            (f64.store (i32.add (local.get $times) (i32.shl (local.get $row) (i32.const 3))) (local.get $time))
            (f64.store (i32.add (local.get $lines) (i32.shl (local.get $row) (i32.const 3))) (local.get $line))
            (f64.store (i32.add (local.get $values) (i32.shl (local.get $row) (i32.const 3))) (local.get $value))
            (i32.store16 (i32.add (local.get $kinds) (i32.shl (local.get $row) (i32.const 1))) (local.get $kind))
            (local.set $row (i32.add (local.get $row) (i32.const 1)))))
        (local.set $line (f64.add (local.get $line) (f64.const 1)))
        (local.set $at (i32.add (local.get $lineEnd) (i32.const 1)))
        (local.set $last (local.get $entry))
        (local.set $entry (i32.load offset=64 (local.get $entry)))
        (br $next)))

    (i32.store (i32.const 0) (local.get $row))
    (i32.store (i32.const 4) (local.get $ignored))
    (i32.store (i32.const 8) (local.get $last))
    (i32.store (i32.const 12) (local.get $entry))
    (local.get $at)))
