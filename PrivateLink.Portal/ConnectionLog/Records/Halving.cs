using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// Writes many things in one go, and in halves when the database refuses what is in them, down to the one that it will never take: that one
/// stops nobody else.
/// </summary>
internal static class Halving
{
    /// <param name="all">What is written; more than nothing.</param>
    /// <param name="writeAsync">Writes some of them as a whole or not at all, and may be repeated.</param>
    /// <param name="isTakingAsync">Whether the database takes something that is beyond doubt: then a single thing that it refuses is to blame itself.</param>
    /// <returns>Those that were refused, and why.</returns>
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

    /// <summary>For what is added to what is there: halves would be added again when the next one fails, so they are only tried.</summary>
    /// <param name="all">What is written; more than nothing.</param>
    /// <param name="writeAsync">Writes some of them as a whole or not at all; or only tries to, and keeps nothing.</param>
    /// <param name="isTakingAsync">Whether the database takes something that is beyond doubt.</param>
    /// <returns>Those that were refused, and why; all others are written in one go.</returns>
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

    /// <summary>What made it fail may have been over before the database was asked whether it takes anything.</summary>
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

/// <summary>What the database will never take.</summary>
internal readonly record struct Refused<T>(T What, Exception Why);
