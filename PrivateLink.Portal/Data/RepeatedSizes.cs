namespace PrivateLink.Portal.Data;

/// <summary>
/// Divides rows into portions of a few sizes that come again and again: the largest, its half, and so on. A command for each number of rows
/// would be compiled anew each time and push other plans out of SQL Server's memory.
/// </summary>
internal static class RepeatedSizes
{
    public static IEnumerable<ArraySegment<T>> Divide<T>(IReadOnlyList<T> rows, int largest)
    {
        T[] all = [.. rows];
        for (var (index, size) = (0, largest); index < all.Length; index += size)
        {
            while (size > all.Length - index) size /= 2;
            yield return new ArraySegment<T>(all, index, size);
        }
    }
}
