using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// Writes many items at once. If the database refuses some, it writes halves, down to the single item that the database never accepts. So one bad
/// item does not block the others.
/// </summary>
internal static class Halving
{
    /// <param name="all">The items; at least one.</param>
    /// <param name="writeAsync">Writes some of them completely or not at all; may be repeated.</param>
    /// <param name="isTakingAsync">Whether the database accepts an item that is certainly valid. If so, a single item that it refuses is itself the cause.</param>
    /// <returns>The refused items, and why.</returns>
    public static async Task<IReadOnlyList<Refused<T>>> WriteAsync<T>(IReadOnlyList<T> all, Func<IReadOnlyList<T>, Task> writeAsync, Func<Task<bool>> isTakingAsync)
    {
        try
        {
            await writeAsync(all);
            return [];
        }
        catch (Exception exception) when (DatabaseErrors.MayBeRefusal(exception))
        {
            if (all.Count == 1 && !await isTakingAsync()) throw;
            if (all.Count == 1) return await WriteAgainAsync(all[0], writeAsync);
        }

        var half = all.Count / 2;
        return
        [
            .. await WriteAsync([.. all.Take(half)], writeAsync, isTakingAsync),
            .. await WriteAsync([.. all.Skip(half)], writeAsync, isTakingAsync),
        ];
    }

    /// <summary>For items that add to existing values. Written halves would be added twice if a later half fails, so halves are only tried.</summary>
    /// <param name="all">The items; at least one.</param>
    /// <param name="writeAsync">Writes some of them completely or not at all; or only tries to, and keeps nothing.</param>
    /// <param name="isTakingAsync">Whether the database accepts an item that is certainly valid.</param>
    /// <returns>The refused items, and why; all others are written together.</returns>
    public static async Task<IReadOnlyList<Refused<T>>> WriteTogetherAsync<T>(
        IReadOnlyList<T> all, Func<IReadOnlyList<T>, bool, Task> writeAsync, Func<Task<bool>> isTakingAsync)
    {
        try
        {
            await writeAsync(all, true);
            return [];
        }
        catch (Exception exception) when (DatabaseErrors.MayBeRefusal(exception))
        {
            var refused = await WriteAsync(all, some => writeAsync(some, false), isTakingAsync);
            await writeAsync([.. all.Except(refused.Select(one => one.What))], true);
            return refused;
        }
    }

    /// <summary>Tries once more. The cause of the failure may have ended before the test of the database.</summary>
    private static async Task<IReadOnlyList<Refused<T>>> WriteAgainAsync<T>(T one, Func<IReadOnlyList<T>, Task> writeAsync)
    {
        try
        {
            await writeAsync([one]);
            return [];
        }
        catch (Exception exception) when (DatabaseErrors.MayBeRefusal(exception))
        {
            return [new(one, exception)];
        }
    }
}

/// <summary>An item that the database will never accept.</summary>
internal readonly record struct Refused<T>(T What, Exception Why);
