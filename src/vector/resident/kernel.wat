;; All pointers are byte offsets into the imported memory.
(module
  (import "env" "memory" (memory 1))

  ;; Scores of n int8 rows against one query of int8 values, given as int16: out[i] = scale[i] * (row[i] . query).
  ;;
  ;; `width` is the length of a row in bytes, a multiple of 16. Rows, scales and scores lie each in one run.
  ;; 16 bytes of a row at a time: widened to 2 x 8 int16 as they are loaded, multiplied and added in pairs to 4 int32 each.
  ;; No overflow: 127 * 127 * 2 = 32258 a lane and step, so 66,000 steps (a million dimensions) fit.
  (func (export "score")
    (param $rows i32) (param $scales i32) (param $query i32) (param $out i32)
    (param $n i32) (param $width i32)
    (local $end i32) (local $row i32) (local $part i32)
    (local $low v128) (local $high v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $n) (i32.const 2))))
    (block $done
      (loop $next_row
        (br_if $done (i32.ge_u (local.get $out) (local.get $end)))
        (local.set $low (v128.const i32x4 0 0 0 0))
        (local.set $high (v128.const i32x4 0 0 0 0))
        (local.set $row (local.get $rows))
        (local.set $rows (i32.add (local.get $rows) (local.get $width)))
        (local.set $part (local.get $query))
        (loop $next_part
          (local.set $low (i32x4.add (local.get $low)
            (i32x4.dot_i16x8_s
              (v128.load8x8_s (local.get $row))
              (v128.load (local.get $part)))))
          (local.set $high (i32x4.add (local.get $high)
            (i32x4.dot_i16x8_s
              (v128.load8x8_s offset=8 (local.get $row))
              (v128.load offset=16 (local.get $part)))))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (local.set $part (i32.add (local.get $part) (i32.const 32)))
          (br_if $next_part (i32.lt_u (local.get $row) (local.get $rows))))
        (local.set $low (i32x4.add (local.get $low) (local.get $high)))
        (f32.store (local.get $out)
          (f32.mul
            (f32.load (local.get $scales))
            (f32.convert_i32_s
              (i32.add
                (i32.add
                  (i32x4.extract_lane 0 (local.get $low))
                  (i32x4.extract_lane 1 (local.get $low)))
                (i32.add
                  (i32x4.extract_lane 2 (local.get $low))
                  (i32x4.extract_lane 3 (local.get $low)))))))
        (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $next_row))))

  ;; One float32 row against a query. `width` is the length of both in bytes, a multiple of 32. Each sum in float32: of a few
  ;; hundred products of parts of unit vectors, they end about a ten-millionth from the sums in float64.
  (func (export "dot")
    (param $row i32) (param $query i32) (param $width i32) (result f32)
    (local $end i32) (local $low v128) (local $high v128)
    (local.set $end (i32.add (local.get $row) (local.get $width)))
    (loop $next_part
      (local.set $low (f32x4.add (local.get $low)
        (f32x4.mul
          (v128.load (local.get $row))
          (v128.load (local.get $query)))))
      (local.set $high (f32x4.add (local.get $high)
        (f32x4.mul
          (v128.load offset=16 (local.get $row))
          (v128.load offset=16 (local.get $query)))))
      (local.set $row (i32.add (local.get $row) (i32.const 32)))
      (local.set $query (i32.add (local.get $query) (i32.const 32)))
      (br_if $next_part (i32.lt_u (local.get $row) (local.get $end))))
    (local.set $low (f32x4.add (local.get $low) (local.get $high)))
    (f32.add
      (f32.add
        (f32x4.extract_lane 0 (local.get $low))
        (f32x4.extract_lane 1 (local.get $low)))
      (f32.add
        (f32x4.extract_lane 2 (local.get $low))
        (f32x4.extract_lane 3 (local.get $low))))))
