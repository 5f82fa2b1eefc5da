using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateLink.Portal.Access;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Access;

/// <summary>Calls every service method in every role, and compares who was permitted with what the method declares.</summary>
public sealed class PermissionEnforcementTests(PermissionEnforcementTests.EmptyPortal portal) : IClassFixture<PermissionEnforcementTests.EmptyPortal>
{
    public static TheoryData<string> Methods() => [.. ServiceMethods.All.Select(ServiceMethods.NameOf).Distinct()];

    private static IEnumerable<Caller> Callers =>
    [
        .. Enum.GetValues<CompanyRole>().Select(role => Caller.Company("ada", role)),
        .. Enum.GetValues<TenantRole>().Select(role => Caller.Tenant("mia", Guid.NewGuid(), role)),
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_CalledByEveryRole_LetsInThoseWhomItDeclares(string name)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        foreach (var method in ServiceMethods.All.Where(method => ServiceMethods.NameOf(method) == name))
            foreach (var caller in Callers)
            {
                var required = ServiceMethods.RequiredBy(method)!.Value;
                var refused = await RefusalAsync(scope.ServiceProvider, method, caller);
                if (caller.May(required)) Assert.True(refused != required, $"{name} refuses {RoleOf(caller)}.");
                else Assert.True(refused == required, $"{name} declares {required} and does not refuse {RoleOf(caller)}: {refused?.ToString() ?? "it answers"}.");
            }
    }

    private static string RoleOf(Caller caller) => caller.CompanyRole is { } role ? $"a company {role}" : $"a tenant {caller.TenantRole}";

    /// <summary>The permission for lack of which the method refused; null for any other result, including a failure on the empty arguments.</summary>
    private static async Task<Permission?> RefusalAsync(IServiceProvider services, MethodInfo method, Caller caller)
    {
        var service = method.IsStatic ? null : services.GetService(method.DeclaringType!)
            ?? services.GetServices<IHostedService>().FirstOrDefault(hosted => hosted.GetType() == method.DeclaringType)
            ?? throw new InvalidOperationException($"{method.DeclaringType} is not a registered service.");
        try
        {
            var answer = method.Invoke(service, [.. method.GetParameters().Select(parameter => Argument(parameter.ParameterType, caller))]);
            return RefusalIn(await OutcomeAsync(answer))?.Permission;
        }
        catch (TargetInvocationException exception)
        {
            return (exception.InnerException as NotPermittedException)?.Permission;
        }
        catch (Exception exception)
        {
            return (exception as NotPermittedException)?.Permission;
        }
    }

    /// <summary>A refusal as the answer itself or as part of a tuple.</summary>
    private static IRefusal? RefusalIn(object? answer) => answer as IRefusal
        ?? (answer is ITuple together ? Enumerable.Range(0, together.Length).Select(index => together[index]).OfType<IRefusal>().FirstOrDefault() : null);

    private static object? Argument(Type type, Caller caller)
    {
        if (type == typeof(Caller)) return caller;
        if (type == typeof(string)) return "";
        if (type == typeof(CancellationToken)) return TestContext.Current.CancellationToken;
        return type.IsValueType || type.GetConstructor([]) is not null ? Activator.CreateInstance(type) : null;
    }

    private static async Task<object?> OutcomeAsync(object? answer)
    {
        if (answer is null) return null;
        if (answer.GetType().GetMethod("AsTask") is { } asTask && answer is not Task) answer = asTask.Invoke(answer, null)!;
        if (answer is Task task)
        {
            await task;
            return task.GetType().GetProperty("Result")?.GetValue(task);
        }

        // A stream checks the permission when its first element is read.
        if (answer.GetType().GetInterfaces().FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is { } stream)
        {
            var first = typeof(PermissionEnforcementTests).GetMethod(nameof(FirstAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
            await (Task)first.MakeGenericMethod(stream.GetGenericArguments()).Invoke(null, [answer])!;
        }

        return answer;
    }

    private static async Task FirstAsync<T>(IAsyncEnumerable<T> stream)
    {
        await foreach (var _ in stream) return;
    }

    /// <summary>One portal for all methods, because earlier calls do not change any role.</summary>
    public sealed class EmptyPortal : IAsyncLifetime
    {
        private readonly SqliteTestDatabase _database = new();
        private Microsoft.AspNetCore.Builder.WebApplication _portal = null!;

        public IServiceProvider Services => _portal.Services;

        public async ValueTask InitializeAsync()
        {
            await _database.CreateAsync();
            _portal = Program.Build(
            [
                $"--Database:Path={_database.Path}",
                "--Engine:Listeners:public:Bind=127.0.0.1:0",
                "--Engine:Listeners:public:ProxyProtocol=Off",
                "--Logging:LogLevel:PrivateLink=None",
                $"--contentRoot={Repository.Portal}",
            ]);
        }

        public async ValueTask DisposeAsync()
        {
            await _portal.DisposeAsync();
            await _database.DisposeAsync();
        }
    }
}
