namespace PrivateLink.Portal.Data;

/// <summary>
/// Divides rows into batches of a few fixed sizes: the largest, its half, and so on. Otherwise SQL Server would compile a plan for each number of
/// rows and evict other plans from memory.
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
