using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public sealed class OwnAccountOnSqliteTests() : OwnAccountTests(new SqliteTestDatabase());

public sealed class OwnAccountOnSqlServerTests() : OwnAccountTests(new SqlServerTestDatabase());

public abstract class OwnAccountTests(TestDatabase database) : PeopleTests(database)
{
    [Fact]
    public async Task ChangePasswordAsync_EndsEverySessionButItsOwn()
    {
        var mia = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        await World.SignInAsync(mia, Now);
        var (session, stamp) = await World.SignInAsync(mia, Now);
        var signedIn = (await World.Sessions.FindAsync(session, stamp, Cancel))!;
        await using var scope = World.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Become(signedIn);

        Assert.IsType<SaveResult.Saved>(await scope.ServiceProvider.GetRequiredService<OwnAccount>()
            .ChangePasswordAsync(signedIn.Account, PeopleWorld.Password, "eleven yellow rivers"));

        await using var context = Database.CreateDbContext();
        Assert.Equal(session, (await context.PersonSessions.SingleAsync(row => row.EndedAt == null, Cancel)).Id);
    }
}
