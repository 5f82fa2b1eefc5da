namespace PrivateLink.Tests.Support;

/// <summary>Copies of an input with one byte changed.</summary>
internal static class Mutations
{
    /// <summary>Every byte takes every other value.</summary>
    public static IEnumerable<byte[]> EveryByte(byte[] bytes) => EveryByte(bytes, [.. Enumerable.Range(0, 256).Select(value => (byte)value)]);

    /// <summary>Every byte takes each of the values.</summary>
    public static IEnumerable<byte[]> EveryByte(byte[] bytes, byte[] values)
    {
        for (var i = 0; i < bytes.Length; i++)
            foreach (var value in values)
            {
                if (value == bytes[i]) continue;
                byte[] changed = [.. bytes];
                changed[i] = value;
                yield return changed;
            }
    }
}
