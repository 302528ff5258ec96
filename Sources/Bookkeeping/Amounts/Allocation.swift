extension Amount {
    /// The amount split in proportion to the weights, whole units each, summing to the amount exactly.
    ///
    /// Largest remainder; ties go to the earlier part. All weights zero: everything goes to the first part.
    package func allocated(by weights: [Amount]) -> [Amount] {
        let total = weights.reduce(Int128(0)) { $0 + Int128($1.minor.magnitude) }
        guard total > 0 else {
            return weights.indices.map { $0 == weights.startIndex ? self : .zero }
        }
        let amount = Int128(minor.magnitude)
        var parts = weights.map { Int128($0.minor.magnitude) * amount / total }
        let rests = weights.map { Int128($0.minor.magnitude) * amount % total }
        let missing = Int(amount - parts.reduce(0, +))
        let order = weights.indices.sorted { (rests[$1], $0) < (rests[$0], $1) }
        for index in order.prefix(missing) { parts[index] += 1 }
        return parts.map { Amount(minor: Int64(clamping: minor < 0 ? -$0 : $0)) }
    }

    /// The amount spread over signed weights that sum to something, whole units each, summing to it exactly.
    ///
    /// Largest remainder; ties go to the earlier part. Weights that sum to zero give everything to the first part.
    func spread(over weights: [Amount]) -> [Amount] {
        let total = weights.reduce(Int128(0)) { $0 + Int128($1.minor) }
        guard weights.count > 1, total != 0 else {
            return weights.indices.map { $0 == weights.startIndex ? self : .zero }
        }
        let sign: Int128 = total < 0 ? -1 : 1
        var parts: [Int128] = []
        var rests: [Int128] = []
        parts.reserveCapacity(weights.count)
        rests.reserveCapacity(weights.count)
        for weight in weights {
            let product = sign * Int128(minor) * Int128(weight.minor)
            var (part, rest) = product.quotientAndRemainder(inWordsBy: sign * total)
            if rest < 0 {
                part -= 1
                rest += sign * total
            }
            parts.append(part)
            rests.append(rest)
        }
        let missing = Int(Int128(minor) - parts.reduce(0, +))
        if missing > 0 {
            let order = weights.indices.sorted { (rests[$1], $0) < (rests[$0], $1) }
            for index in order.prefix(missing) { parts[index] += 1 }
        }
        // Beyond what a voucher may hold; one that has such an amount is refused.
        return parts.map { Amount(minor: Int64(clamping: $0)) }
    }

    /// This share of the whole of an amount, rounded half away from zero.
    package func share(_ part: Amount, of whole: Amount) -> Amount {
        guard !whole.isZero else { return .zero }
        if part == whole { return self }
        let sign: Int128 = whole.minor < 0 ? -1 : 1
        return Amount(
            rounding: sign * Int128(minor) * Int128(part.minor),
            by: sign * Int128(whole.minor)
        )
    }

    /// The VAT contained in this amount, rounded half away from zero.
    package func includedVAT(at rate: Percentage) -> Amount {
        Amount(
            rounding: Int128(minor) * Int128(rate.basisPoints),
            by: 10_000 + Int128(rate.basisPoints)
        )
    }

    /// The VAT to add to this amount, rounded half away from zero.
    package func addedVAT(at rate: Percentage) -> Amount {
        Amount(rounding: Int128(minor) * Int128(rate.basisPoints), by: 10_000)
    }

    /// This amount times a quantity, rounded half away from zero to whole units.
    package func times(_ quantity: DecimalNumber) -> Amount {
        let divisor = (0..<quantity.scale).reduce(Int128(1)) { product, _ in product * 10 }
        return Amount(rounding: Int128(minor) * Int128(quantity.units), by: divisor)
    }

    /// value ÷ divisor, half away from zero, held within what an amount can be.
    init(rounding value: Int128, by divisor: Int128) {
        if let value = Int64(exactly: value), let divisor = Int64(exactly: divisor), divisor > 0 {
            self.init(rounding: value, by: divisor)
            return
        }
        let (quotient, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        let magnitude = rest * 2 >= divisor.magnitude ? quotient + 1 : quotient
        let bounded = Int64(clamping: magnitude)
        self.init(minor: value < 0 ? -bounded : bounded)
    }

    /// The same in machine words, which nearly every amount fits.
    private init(rounding value: Int64, by divisor: Int64) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        let isUp = rest.magnitude >= divisor.magnitude - rest.magnitude
        // |quotient| ≤ |value|, and it can only grow when the divisor is 2 or more.
        self.init(minor: isUp ? quotient + (value < 0 ? -1 : 1) : quotient)
    }
}

extension Int128 {
    /// As `quotientAndRemainder(dividingBy:)`, in machine words when both fit them: several times as fast.
    fileprivate func quotientAndRemainder(
        inWordsBy divisor: Int128
    ) -> (quotient: Int128, remainder: Int128) {
        guard let value = Int64(exactly: self), let word = Int64(exactly: divisor), word > 0 else {
            return quotientAndRemainder(dividingBy: divisor)
        }
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: word)
        return (Int128(quotient), Int128(remainder))
    }
}
