using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

public class SharedReadingsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SharedReadings<int, string> _readings;
    private TaskCompletionSource<string?> _answer = new();
    private int _reads;

    public SharedReadingsTests() => _readings = new(_time, fresh: TimeSpan.FromSeconds(5), most: 10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ManyAtOnce_ReadsOnceUntilItIsOld()
    {
        Task<string?>[] asked = [Ask(), Ask(), Ask()];
        _answer.SetResult("known");

        Assert.All(await Task.WhenAll(asked), value => Assert.Equal("known", value));
        await Ask();
        Assert.Equal(1, _reads);

        _time.Advance(TimeSpan.FromSeconds(5));
        await Ask();
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Read_Failed_TellsAllWhoWaitedAndReadsAnewWithWhatWasKnown()
    {
        _answer.SetResult("known");
        await Ask();
        _time.Advance(TimeSpan.FromSeconds(5));
        _answer = new();
        Task<string?>[] asked = [Ask(), Ask()];
        _answer.SetException(new TimeoutException());
        foreach (var each in asked) await Assert.ThrowsAsync<TimeoutException>(() => each);

        var before = await _readings.ReadAsync(1, Task.FromResult, Cancel);

        Assert.Equal("known", before);
    }

    [Fact]
    public async Task Read_NothingThere_IsNotKept()
    {
        _answer.SetResult(null);
        Assert.Null(await Ask());
        Assert.Null(await Ask());

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Read_OneWhoWaitsLeaves_TheOthersGetTheAnswer()
    {
        using var leaves = new CancellationTokenSource();
        var stays = Ask();
        var left = _readings.ReadAsync(1, ReadAsync, leaves.Token);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _answer.SetResult("known");

        Assert.Equal("known", await stays);
    }

    private Task<string?> Ask() => _readings.ReadAsync(1, ReadAsync, Cancel);

    private Task<string?> ReadAsync(string? before)
    {
        _reads++;
        return _answer.Task;
    }
}
