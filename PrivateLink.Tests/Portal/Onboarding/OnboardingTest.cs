using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

/// <summary>The base for onboarding tests, each with a world of its own.</summary>
public abstract class OnboardingTest(TestDatabase database) : IAsyncLifetime
{
    private protected OnboardingWorld World { get; } = new(database);

    protected TestDatabase Database { get; } = database;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Database.CreateAsync();
        await World.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        World.Dispose();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<OnboardingView> ViewAsync(Guid id) => (await World.Onboarding.FindAsync(PortalWorld.Company, id, Cancel))!;

    /// <summary>The sentence of a refusal.</summary>
    protected static string SentenceOf(SaveResult result) => Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors).Value;
}
