using Microsoft.Data.Sqlite;
using PrivateLink.Portal.ConnectionLog.Records;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

public sealed class HalvingTests
{
    private const int Constraint = 19;

    private readonly List<int> _written = [];

    [Fact]
    public async Task Row_ThatFailsOnlyWhileOthersDo_IsNotToBlame()
    {
        var failures = 4;

        var refused = await Halving.WriteAsync([.. Enumerable.Range(1, 8)], some => WriteAsync(some, isRefused: failures-- > 0), IsTakingAsync);

        Assert.Empty(refused);
        Assert.Equal(Enumerable.Range(1, 8), _written);
    }

    [Fact]
    public async Task Row_ThatIsRefusedTwice_IsToBlame()
    {
        var refused = await Halving.WriteAsync([.. Enumerable.Range(1, 8)], some => WriteAsync(some, isRefused: some.Contains(5)), IsTakingAsync);

        Assert.Equal(5, Assert.Single(refused).What);
        Assert.Equal([1, 2, 3, 4, 6, 7, 8], _written);
    }

    private static Task<bool> IsTakingAsync() => Task.FromResult(true);

    private Task WriteAsync(IReadOnlyList<int> some, bool isRefused)
    {
        if (isRefused) throw new SqliteException("refused", Constraint);
        _written.AddRange(some);
        return Task.CompletedTask;
    }
}
