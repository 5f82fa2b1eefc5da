namespace PrivateLink.Protocol.Tls;

/// <summary>
/// The extension types seen so far, one bit for each of the 65,536. Each extension costs the same, even in a hello with thousands. An ordinary hello
/// has a few types close together, so the bits are cleared 256 at a time, on first use.
/// </summary>
/// <param name="room">Room for <see cref="Words"/> words. Its initial content does not matter.</param>
internal ref struct SeenTypes(Span<ulong> room)
{
    /// <summary>The number of words needed.</summary>
    public const int Words = PageWords + (Pages * PageWords);

    private const int BitsPerWord = 64;
    private const int Pages = 256;
    private const int PageWords = 256 / BitsPerWord;

    private readonly Span<ulong> _cleared = Cleared(room[..PageWords]);
    private readonly Span<ulong> _pages = room[PageWords..];

    /// <summary>Whether a type appears for the first time.</summary>
    public readonly bool IsFirst(ushort type)
    {
        var page = type / Pages;
        if (TrySet(_cleared, page)) _pages.Slice(page * PageWords, PageWords).Clear();
        return TrySet(_pages, type);
    }

    private static Span<ulong> Cleared(Span<ulong> words)
    {
        words.Clear();
        return words;
    }

    private static bool TrySet(Span<ulong> bits, int number)
    {
        ref var word = ref bits[number / BitsPerWord];
        var bit = 1UL << (number % BitsPerWord);
        if ((word & bit) != 0) return false;
        word |= bit;
        return true;
    }
}
